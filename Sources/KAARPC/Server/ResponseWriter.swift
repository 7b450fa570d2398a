public import KAAWire

/// Sends the answer messages of a call.
public struct ResponseWriter<Response: WireMessage>: Sendable {
    private let call: ServerCall

    init(_ call: ServerCall) {
        self.call = call
    }

    /// Sends a message; suspends while the client reads too slowly.
    ///
    /// - Throws: The ``RPCError`` that ended the call early, or one for a message over the send limit.
    public func write(_ message: Response) async throws {
        try await self.call.send(message)
    }

    /// Sends every message of a sequence.
    ///
    /// - Throws: What the sequence throws, or what ``write(_:)`` does.
    public func write<Messages: AsyncSequence>(contentsOf messages: Messages) async throws
    where Messages.Element == Response {
        for try await message in messages {
            try await self.write(message)
        }
    }
}
