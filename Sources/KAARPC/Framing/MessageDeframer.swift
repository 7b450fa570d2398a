import NIOCore

/// Cuts the bytes of a stream into messages: a flag byte, a length in four bytes, the message.
///
/// Memory grows with what has arrived, never with what a prefix declares.
///
/// - Note: gRPC over HTTP/2, `PROTOCOL-HTTP2.md`, section Length-Prefixed-Message.
struct MessageDeframer {
    static let prefixLength = 5

    /// Whether the peer has said how it compresses; a message that is compressed otherwise is refused.
    var takesCompressed = false

    private let maximumMessageBytes: Int
    private var prefix: UInt64 = 0
    private var prefixFill = 0
    private var missing = 0
    private var message = ByteBuffer()
    private var isCompressed = false
    private var isInMessage = false

    /// - Parameter maximumMessageBytes: The largest message accepted.
    init(maximumMessageBytes: Int) {
        self.maximumMessageBytes = maximumMessageBytes
    }

    /// Whether a prefix or a message has begun and not ended.
    var isIncomplete: Bool {
        self.isInMessage || self.prefixFill > 0
    }

    /// Takes the next bytes of the stream.
    ///
    /// - Parameters:
    ///   - bytes: Any number, cut anywhere.
    ///   - messages: Gets every message that is complete now.
    /// - Throws: An ``RPCError`` for a message over the limit, or for a flag that is unknown or not agreed on.
    mutating func append(_ bytes: Span<UInt8>, to messages: inout InboundQueue) throws(RPCError) {
        var position = 0
        while true {
            if !self.isInMessage {
                guard try self.readPrefix(bytes, &position) else { return }
            }
            let count = min(self.missing, bytes.count - position)
            if count > 0 {
                let part = bytes.extracting(position..<position + count)
                _ = unsafe part.withUnsafeBytes { unsafe self.message.writeBytes($0) }
                position += count
                self.missing -= count
            }
            guard self.missing == 0 else { return }
            messages.append(
                self.isCompressed
                    ? .compressed(self.message, limit: self.maximumMessageBytes) : .encoded(self.message)
            )
            self.message = ByteBuffer()
            self.isInMessage = false
        }
    }

    private mutating func readPrefix(_ bytes: Span<UInt8>, _ position: inout Int) throws(RPCError) -> Bool {
        while self.prefixFill < Self.prefixLength {
            guard position < bytes.count else { return false }
            self.prefix = self.prefix << 8 | UInt64(bytes[position])
            self.prefixFill += 1
            position += 1
        }
        switch self.prefix >> 32 {
        case 0: self.isCompressed = false
        case 1 where self.takesCompressed: self.isCompressed = true
        case 1: throw RPCError(.internalError, "A message is marked as compressed, but no compression was agreed on.")
        default: throw RPCError(.internalError, "A message prefix begins with an unknown flag.")
        }
        let length = Int(self.prefix & 0xFFFF_FFFF)
        guard length <= self.maximumMessageBytes else {
            throw RPCError(
                .resourceExhausted,
                "A message of \(length) bytes is over the limit of \(self.maximumMessageBytes) bytes."
            )
        }
        self.prefix = 0
        self.prefixFill = 0
        self.missing = length
        self.isInMessage = true
        return true
    }
}
