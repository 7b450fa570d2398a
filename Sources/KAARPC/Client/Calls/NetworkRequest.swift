import KAAWire
import NIOCore

/// What a call asks for, the same in every attempt at it.
struct NetworkRequest: Sendable {
    let method: MethodDescriptor
    let metadata: Metadata
    let compression: Compression
    let trace: TraceContext?
    let deadline: NIODeadline?
    let waitsForReady: Bool
    let limits: MessageLimits

    /// The header block of an attempt.
    ///
    /// - Parameters:
    ///   - link: The connection that it goes on.
    ///   - previousAttempts: How often the server may have seen the call before.
    ///   - now: The time.
    /// - Returns: The fields.
    func headers(on link: ConnectionLink, previousAttempts: Int, at now: NIODeadline) -> HeaderBlock {
        var headers = HeaderBlock()
        headers.add(":method", "POST")
        headers.add(":scheme", link.isEncrypted ? "https" : "http")
        headers.add(":path", self.method.path)
        headers.add(":authority", link.endpoint.target.description)
        headers.add("te", "trailers")
        headers.add("content-type", "application/grpc")
        headers.add("user-agent", "kaad")
        headers.add("grpc-accept-encoding", Compression.acceptedByThisSide)
        if self.compression == .gzip {
            headers.add("grpc-encoding", "gzip")
        }
        if let deadline = self.deadline {
            let left = max(1, (deadline - now).nanoseconds)
            headers.add("grpc-timeout", TimeoutField.format(.nanoseconds(left)), isNeverIndexed: true)
        }
        if previousAttempts > 0 {
            headers.add("grpc-previous-rpc-attempts", String(previousAttempts), isNeverIndexed: true)
        }
        if let trace = self.trace {
            headers.add("traceparent", trace.traceparent, isNeverIndexed: true)
            if !trace.state.isEmpty {
                headers.add("tracestate", trace.state, isNeverIndexed: true)
            }
        }
        headers.add(self.metadata)
        return headers
    }

    /// A message as it goes out in every attempt.
    ///
    /// - Parameters:
    ///   - message: The message.
    ///   - compressed: Whether to compress it if the call allows that; `nil` for the call's own choice.
    /// - Returns: The message with its prefix.
    /// - Throws: An ``RPCError`` if the message is over the send limit or does not encode.
    func frame<Message: WireMessage>(_ message: Message, compressed: Bool?) async throws -> ByteBuffer {
        guard self.compression == .gzip, compressed != false else {
            var framed = ByteBuffer()
            _ = try framed.writeFramed(message, limit: self.limits.maximumSendBytes)
            return framed
        }
        // Compressing takes many times as long as encoding, so it is no work for an event loop.
        return try await withTaskExecutorPreference(globalConcurrentExecutor) {
            try ByteBuffer.compressed(message, limit: self.limits.maximumSendBytes)
        }
    }
}
