public import KAAWire

/// The answer messages of a call, in order; one task may iterate, once.
///
/// Reading is what lets the server send on. The sequence ends when the call has ended with success.
public struct ResponseStream<Response: WireMessage>: AsyncSequence, Sendable {
    /// The messages.
    public typealias Element = Response

    private let lease: CallLease
    private let observe: (@Sendable (Metadata) -> Void)?

    init(_ lease: CallLease, observe: (@Sendable (Metadata) -> Void)? = nil) {
        self.lease = lease
        self.observe = observe
    }

    /// The metadata that came before the first message; waits for it.
    ///
    /// - Throws: The ``RPCError`` that ended the call before.
    public var metadata: Metadata {
        get async throws {
            do {
                return try await self.lease.transport.responseMetadata()
            } catch {
                throw RPCError(ending: error)
            }
        }
    }

    /// The metadata that came with the status; empty while the call is under way.
    public var trailingMetadata: Metadata {
        self.lease.transport.trailingMetadata
    }

    /// Whether the message that was read last came compressed.
    public var lastMessageWasCompressed: Bool {
        self.lease.transport.lastMessageWasCompressed
    }

    /// Gives the call up; nothing happens if it is over.
    public func cancel() {
        self.lease.transport.cancel()
    }

    /// Reads the messages of a ``ResponseStream``.
    public struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let lease: CallLease

        /// The next message, or `nil` once the call has ended with success.
        ///
        /// - Throws: The ``RPCError`` that ended the call.
        public func next() async throws -> Response? {
            do {
                guard let inbound = try await self.lease.transport.receive() else { return nil }
                guard inbound.isCompressed else { return try inbound.decoded(as: Response.self) }
                return try await inbound.decodedAside(as: Response.self)
            } catch {
                self.lease.transport.cancel()
                throw RPCError(ending: error)
            }
        }
    }

    /// An iterator over the messages not read yet.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(lease: self.lease)
    }
}

extension ResponseStream {
    /// The only message of the call.
    ///
    /// - Throws: The ``RPCError`` that ended the call, or ``RPCCode/unimplemented`` if it brought none or several.
    func only() async throws -> Response {
        let iterator = self.makeAsyncIterator()
        guard let response = try await iterator.next() else {
            throw RPCError(.unimplemented, "The method answers with one message; none came.")
        }
        guard try await iterator.next() == nil else {
            self.cancel()
            throw RPCError(.unimplemented, "The method answers with one message; more came.")
        }
        if let observe = self.observe { try await observe(self.metadata) }
        return response
    }
}
