public import KAAWire

/// The request messages of a call, in order; one task may iterate, once.
///
/// Reading is what lets the client send on: unread messages stop it.
public struct RequestStream<Request: WireMessage>: AsyncSequence, Sendable {
    /// The messages.
    public typealias Element = Request

    private let call: ServerCall

    init(_ call: ServerCall) {
        self.call = call
    }

    /// Reads the messages of a ``RequestStream``.
    public struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let call: ServerCall

        /// The next message, or `nil` after the last.
        ///
        /// - Throws: The ``RPCError`` that ended the call early.
        public func next() async throws -> Request? {
            try await self.call.receive(Request.self)
        }
    }

    /// An iterator over the messages not read yet.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(call: self.call)
    }
}
