import KAAWire

/// The client's half of one call: an HTTP/2 stream or a call in process.
protocol ClientTransport: AnyObject, Sendable {
    /// Queues a request message and suspends while too many bytes wait to be sent.
    ///
    /// Messages sent after the server has ended the call with success are dropped.
    ///
    /// - Parameters:
    ///   - message: The message.
    ///   - compressed: Whether to compress it if the call allows that; `nil` for the call's own choice.
    /// - Throws: The ``RPCError`` that ended the call, or one for a message over the send limit.
    func send<Message: WireMessage>(_ message: Message, compressed: Bool?) async throws

    /// Says that no request message follows.
    func finishSending()

    /// The next answer message, or `nil` once the call has ended with success.
    ///
    /// - Throws: The ``RPCError`` that ended the call, or `CancellationError` if the waiting task was cancelled.
    func receive() async throws -> InboundMessage?

    /// The metadata that came before the first answer message; waits for it.
    ///
    /// - Throws: The ``RPCError`` that ended the call before.
    func responseMetadata() async throws -> Metadata

    /// Whether the answer message read last came compressed.
    var lastMessageWasCompressed: Bool { get }

    /// The metadata that came with the status; empty while the call is under way.
    var trailingMetadata: Metadata { get }

    /// Gives the call up; nothing happens if it is over.
    func cancel()
}
