import KAAWire
import NIOCore

/// A message on its way in: as bytes from the network, as a value from this process.
enum InboundMessage: Sendable {
    case encoded(ByteBuffer)
    /// Still compressed, so that many waiting messages take no more memory than they took on the wire.
    case compressed(ByteBuffer, limit: Int)
    case value(any WireMessage)

    /// A message that is larger than this is decompressed and decoded on a thread that serves no connections.
    private static let maximumBytesOnLoop = 131_072

    /// Whether the message came compressed.
    var isCompressed: Bool {
        if case .compressed = self { true } else { false }
    }

    /// Whether the message may take long to decode: a few bytes can decompress to many, and many fields take their time.
    var isDecodedAside: Bool {
        self.isCompressed || self.byteCount > Self.maximumBytesOnLoop
    }

    /// The size of the message as it came, without its prefix.
    var byteCount: Int {
        switch self {
        case .encoded(let buffer), .compressed(let buffer, _): buffer.readableBytes
        case .value: 0
        }
    }

    /// The message as a value.
    ///
    /// - Throws: An ``RPCError`` with ``RPCCode/internalError`` if the bytes do not decode, as `statuscodes.md` asks, and
    ///   with ``RPCCode/resourceExhausted`` if a compressed message is over its limit.
    func decoded<Message: WireMessage>(as type: Message.Type) throws -> Message {
        switch self {
        case .encoded(let buffer):
            return try Self.decode(buffer, as: type)

        case .compressed(let buffer, let limit):
            guard let inflated = try Self.inflate(buffer, limit: limit) else {
                throw RPCError(.resourceExhausted, "A message is over the limit of \(limit) bytes when decompressed.")
            }
            return try Self.decode(inflated, as: type)

        case .value(let value):
            return try Self.value(value, as: type)
        }
    }

    // Of its own, so that messages from the network do not look up the type of an optional message at run time.
    @inline(never)
    private static func value<Message: WireMessage>(_ value: any WireMessage, as type: Message.Type) throws -> Message {
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

    /// As ``decoded(as:)``, without holding up an event loop.
    func decodedAside<Message: WireMessage>(as type: Message.Type) async throws -> Message {
        if case .compressed(let buffer, let limit) = self {
            if let inflated = try Self.inflate(buffer, limit: min(limit, Self.maximumBytesOnLoop)) {
                return try Self.decode(inflated, as: type)
            }
        }
        return try await withTaskExecutorPreference(globalConcurrentExecutor) {
            try self.decoded(as: type)
        }
    }

    private static func inflate(_ buffer: ByteBuffer, limit: Int) throws -> ByteBuffer? {
        try GzipContexts.shared.withInflater { try $0.inflate(buffer, limit: limit) }
    }

    private static func decode<Message: WireMessage>(_ buffer: ByteBuffer, as type: Message.Type) throws -> Message {
        do {
            return try unsafe buffer.withUnsafeReadableBytes { bytes in
                try unsafe Message(decoding: bytes, limits: .standard)
            }
        } catch {
            throw RPCError(.internalError, "A \(type.wireName) could not be decoded.", cause: error)
        }
    }
}
