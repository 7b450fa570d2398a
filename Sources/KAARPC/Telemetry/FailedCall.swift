import Logging
import NIOCore

/// What the log tells of a call that failed: nothing that it carried.
struct FailedCall {
    /// The method, or `nil` if nothing serves what was called.
    let method: MethodDescriptor?
    let route: CallRoute
    /// Whether a handler has begun.
    let hasBegun: Bool
    let duration: TimeAmount
    let trace: TraceContext
    /// The identifier that the client chose, if it is fit for a log.
    let requestID: String?
    /// What interceptors add.
    let additions: Logger.Metadata

    var metadata: Logger.Metadata {
        var metadata = self.additions
        metadata["method"] = "\(self.method?.path ?? "other")"
        metadata["peer"] = "\(self.route.rawValue)"
        metadata["duration_ms"] = "\(self.duration.nanoseconds / 1_000_000).\(self.microseconds)"
        metadata["trace_id"] = "\(self.trace.traceID)"
        metadata["span_id"] = "\(self.trace.spanID)"
        if let requestID = self.requestID {
            metadata["request_id"] = "\(requestID)"
        }
        return metadata
    }

    private var microseconds: String {
        let digits = String(self.duration.nanoseconds / 1000 % 1000)
        return String(repeating: "0", count: 3 - digits.count) + digits
    }
}
