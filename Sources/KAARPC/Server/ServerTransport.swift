import KAAWire

/// The server's half of one call: an HTTP/2 stream or a call in process.
protocol ServerTransport: ResponseMetadataTarget {
    /// The next request message, or `nil` after the last.
    ///
    /// - Throws: The ``RPCError`` that ended the call, or `CancellationError` if the waiting task was cancelled.
    func receive() async throws -> InboundMessage?

    /// The whole request, if it is one message and all of it is here and can be had without waiting.
    func takeOnly() -> InboundMessage?

    /// Queues an answer message, if that can be done without waiting.
    ///
    /// - Returns: Whether it is queued.
    /// - Throws: As ``send(_:compressed:)``.
    func sendNow<Message: WireMessage>(_ message: Message, compressed: Bool?) throws -> Bool

    /// Queues an answer message and suspends while too many bytes wait to be sent.
    ///
    /// - Parameters:
    ///   - message: The message.
    ///   - compressed: Whether to compress it if the call allows that; `nil` for the call's own choice.
    /// - Throws: The ``RPCError`` that ended the call, or one for a message over the send limit.
    func send<Message: WireMessage>(_ message: Message, compressed: Bool?) async throws

    /// Why the call ended before its handler did, or `nil` if it did not.
    var earlyEnd: RPCError? { get }
}
