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
        do {
            try await self.lease.transport.send(message)
        } catch {
            throw RPCError(ending: error)
        }
    }

    /// Says that no message follows.
    public func finish() {
        self.lease.transport.finishSending()
    }
}
