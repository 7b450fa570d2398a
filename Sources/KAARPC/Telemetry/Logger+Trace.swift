public import Logging

extension Logger.MetadataProvider {
    /// Puts `trace_id` and `span_id` on every line that is logged while a call is handled.
    public static let trace = Logger.MetadataProvider {
        guard let trace = TraceContext.current else { return [:] }
        return ["trace_id": "\(trace.traceID)", "span_id": "\(trace.spanID)"]
    }
}
