public import KAAWire

/// Sends the answer messages of a call.
public struct ResponseWriter<Response: WireMessage>: Sendable {
    private let call: ServerCall
    private let progress: CallProgress

    init(_ call: ServerCall, _ progress: CallProgress) {
        self.call = call
        self.progress = progress
    }

    /// Sends a message; suspends while the client reads too slowly.
    ///
    /// - Throws: The ``RPCError`` that ended the call early, or one for a message over the send limit.
    public func write(_ message: Response) async throws {
        try await self.call.send(message, self.progress.context, compressed: nil)
    }

    /// Sends a message in a call whose answers are compressed (``ServerContext/setResponseCompression(_:)``), and decides for
    /// it alone; suspends while the client reads too slowly.
    ///
    /// What is secret must not be compressed together with what a stranger chose: the size would tell of the secret.
    ///
    /// - Parameters:
    ///   - message: The message.
    ///   - compressed: Whether it is compressed; without effect if the call's answers are not.
    /// - Throws: The ``RPCError`` that ended the call early, or one for a message over the send limit.
    public func write(_ message: Response, compressed: Bool) async throws {
        try await self.call.send(message, self.progress.context, compressed: compressed)
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
