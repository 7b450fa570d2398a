/// The `traceparent` and `tracestate` fields of a request.
struct TraceFields: Sendable {
    private var parent: TraceContext?
    private var parentCount = 0
    private var state = ""

    /// Takes a field if it is one of the two.
    ///
    /// - Returns: Whether it was.
    mutating func take(_ name: Span<UInt8>, _ value: Span<UInt8>) -> Bool {
        if name.equals("traceparent") {
            self.parentCount += 1
            self.parent = TraceContext(fieldBytes: value)
            return true
        }
        guard name.equals("tracestate") else { return false }
        self.state += self.state.isEmpty ? value.text : ",\(value.text)"
        return true
    }

    /// The step of the trace that asks; `nil` if there is none, it is malformed, or there are two.
    var context: TraceContext? {
        guard self.parentCount == 1, let parent = self.parent else { return nil }
        return self.state.isEmpty ? parent : parent.with(state: self.state)
    }
}
