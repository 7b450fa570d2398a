import KAAWire
import NIOCore

/// A message on its way in: as bytes from the network, as a value from this process.
enum InboundMessage: Sendable {
    case encoded(ByteBuffer)
    case value(any WireMessage)

    /// The message as a value.
    ///
    /// - Throws: An ``RPCError`` with ``RPCCode/internalError`` if the bytes do not decode, as `statuscodes.md` asks.
    func decoded<Message: WireMessage>(as type: Message.Type) throws -> Message {
        switch self {
        case .encoded(let buffer):
            do {
                return try unsafe buffer.withUnsafeReadableBytes { bytes in
                    try unsafe Message(decoding: bytes, limits: .standard)
                }
            } catch {
                throw RPCError(.internalError, "A \(type.wireName) could not be decoded.", cause: error)
            }

        case .value(let value):
            if let message = value as? Message { return message }
            // One side knows the message by its schema only, so the two meet in the encoding.
            guard value is RawMessage || type == RawMessage.self else {
                throw RPCError(.internalError, "A \(type.wireName) was expected.")
            }
            do {
                return try Message(decoding: value.encodedBytes())
            } catch {
                throw RPCError(.internalError, "A \(type.wireName) could not be decoded.", cause: error)
            }
        }
    }
}
