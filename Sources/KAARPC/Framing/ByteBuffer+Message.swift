import KAAWire
import NIOCore

extension ByteBuffer {
    /// Writes a message with its prefix: flag 0 and the length in four bytes.
    ///
    /// - Returns: How many bytes were written.
    /// - Throws: An ``RPCError`` if the message is over `limit` bytes or does not encode; nothing is written then.
    mutating func writeFramed<Message: WireMessage>(_ message: Message, limit: Int) throws -> Int {
        do {
            return try message.withWireEncoding { encoding in
                let count = encoding.byteCount
                guard count <= limit, let length = UInt32(exactly: count) else {
                    throw RPCError(
                        .resourceExhausted,
                        "A message of \(count) bytes is over the send limit of \(limit) bytes."
                    )
                }
                self.reserveCapacity(minimumWritableBytes: count + 5)
                self.writeInteger(UInt8(0))
                self.writeInteger(length)
                guard count > 0 else { return 5 }
                unsafe self.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { bytes in
                    unsafe encoding.write(to: UnsafeMutableRawBufferPointer(rebasing: bytes[..<count]))
                    return count
                }
                return count + 5
            }
        } catch let error as RPCError {
            throw error
        } catch {
            throw RPCError(.internalError, "A \(Message.wireName) could not be encoded.", cause: error)
        }
    }
}
