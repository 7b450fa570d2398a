public import KAAWire

/// Sends the request messages of a call.
public struct RequestWriter<Request: WireMessage>: Sendable {
    private let lease: CallLease

    init(_ lease: CallLease) {
        self.lease = lease
    }

    /// Sends a message; suspends while the server reads too slowly.
    ///
    /// Once the server has ended the call with success, messages are dropped.
    ///
    /// - Throws: The ``RPCError`` that ended the call, or one for a message over the send limit.
    public func write(_ message: Request) async throws {
        try await self.send(message, compressed: nil)
    }

    /// Sends a message in a call that compresses (``CallOptions/compression``), and decides for it alone; suspends while the
    /// server reads too slowly.
    ///
    /// What is secret must not be compressed together with what a stranger chose: the size would tell of the secret.
    ///
    /// - Parameters:
    ///   - message: The message.
    ///   - compressed: Whether it is compressed; without effect if the call's requests are not.
    /// - Throws: The ``RPCError`` that ended the call, or one for a message over the send limit.
    public func write(_ message: Request, compressed: Bool) async throws {
        try await self.send(message, compressed: compressed)
    }

    private func send(_ message: Request, compressed: Bool?) async throws {
        do {
            try await self.lease.transport.send(message, compressed: compressed)
        } catch {
            throw RPCError(ending: error)
        }
    }

    /// Says that no message follows.
    public func finish() {
        self.lease.transport.finishSending()
    }
}
