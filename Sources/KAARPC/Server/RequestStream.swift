public import KAAWire

/// The request messages of a call, in order; one task may iterate, once.
///
/// Reading is what lets the client send on: unread messages stop it.
public struct RequestStream<Request: WireMessage>: AsyncSequence, Sendable {
    /// The messages.
    public typealias Element = Request

    private let call: ServerCall
    private let progress: CallProgress

    init(_ call: ServerCall, _ progress: CallProgress) {
        self.call = call
        self.progress = progress
    }

    /// Reads the messages of a ``RequestStream``.
    public struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let requests: RequestStream

        /// The next message, or `nil` after the last.
        ///
        /// - Throws: The ``RPCError`` that ended the call early.
        public func next() async throws -> Request? {
            var context = self.requests.progress.context
            let request = try await self.requests.call.receive(Request.self, &context)
            self.requests.progress.context = context
            return request
        }
    }

    /// An iterator over the messages not read yet.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(requests: self)
    }
}
