import KAAWire
import NIOCore

extension ByteBuffer {
    /// The flag byte and the length.
    private static let prefixLength = 5

    /// Writes a message with its prefix: flag 0 and the length in four bytes.
    ///
    /// - Returns: How many bytes were written.
    /// - Throws: An ``RPCError`` if the message is over `limit` bytes or does not encode; nothing is written then.
    mutating func writeFramed<Message: WireMessage>(_ message: Message, limit: Int) throws -> Int {
        try Self.withEncoding(of: message, limit: limit) { encoding, length in
            let count = encoding.byteCount
            self.reserveCapacity(minimumWritableBytes: count + Self.prefixLength)
            self.writeInteger(UInt8(0))
            self.writeInteger(length)
            guard count > 0 else { return Self.prefixLength }
            unsafe self.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { bytes in
                unsafe encoding.write(to: UnsafeMutableRawBufferPointer(rebasing: bytes[..<count]))
                return count
            }
            return count + Self.prefixLength
        }
    }

    /// A compressed message with its prefix: flag 1 and the length in four bytes.
    ///
    /// - Throws: An ``RPCError`` if the message is over `limit` bytes before it is compressed, or does not encode.
    static func compressed<Message: WireMessage>(_ message: Message, limit: Int) throws -> ByteBuffer {
        try Self.withEncoding(of: message, limit: limit) { encoding, _ in
            var buffer = ByteBuffer()
            buffer.writeInteger(UInt8(1))
            buffer.writeInteger(UInt32(0))
            let count = encoding.byteCount
            try unsafe withUnsafeTemporaryAllocation(byteCount: count, alignment: 1) { bytes in
                unsafe encoding.write(to: bytes)
                try GzipContexts.shared.withDeflater { deflater in
                    try unsafe deflater.deflate(UnsafeRawBufferPointer(bytes), to: &buffer)
                }
            }
            let length = try Self.length(of: buffer.readableBytes - Self.prefixLength, limit: .max)
            buffer.setInteger(length, at: buffer.readerIndex + 1)
            return buffer
        }
    }

    private static func withEncoding<Message: WireMessage, Result>(
        of message: Message,
        limit: Int,
        _ body: (borrowing WireEncoding, UInt32) throws -> Result
    ) throws -> Result {
        do {
            return try message.withWireEncoding { encoding in
                try body(encoding, Self.length(of: encoding.byteCount, limit: limit))
            }
        } catch let error as RPCError {
            throw error
        } catch {
            throw RPCError(.internalError, "A \(Message.wireName) could not be encoded.", cause: error)
        }
    }

    /// The length of a message as its prefix says it.
    ///
    /// - Throws: An ``RPCError`` with ``RPCCode/resourceExhausted`` over `limit`, and with ``RPCCode/internalError`` over
    ///   what a prefix can say.
    static func length(of count: Int, limit: Int) throws(RPCError) -> UInt32 {
        guard count <= limit else {
            throw RPCError(
                .resourceExhausted,
                "A message of \(count) bytes is over the send limit of \(limit) bytes."
            )
        }
        guard let length = UInt32(exactly: count) else {
            throw RPCError(.internalError, "A message of \(count) bytes has a length that no prefix can say.")
        }
        return length
    }
}
