import DequeModule
import KAAWire
import NIOCore

/// The framed messages of a stream that HTTP/2 flow control has not let out yet.
struct OutboundQueue {
    /// Up to this size, messages share a buffer, so that many small ones cost few allocations.
    private static let sharedBufferBytes = 16_384

    private var buffers: Deque<ByteBuffer> = []

    /// The bytes waiting, prefixes included.
    private(set) var byteCount = 0

    var isEmpty: Bool {
        self.byteCount == 0
    }

    /// Frames and queues a message.
    ///
    /// - Throws: An ``RPCError`` if the message is over `limit` bytes or does not encode; nothing is queued then.
    mutating func append<Message: WireMessage>(_ message: Message, limit: Int) throws {
        if let last = self.buffers.indices.last, self.buffers[last].readableBytes < Self.sharedBufferBytes {
            self.byteCount += try self.buffers[last].writeFramed(message, limit: limit)
        } else {
            var buffer = ByteBuffer()
            self.byteCount += try buffer.writeFramed(message, limit: limit)
            self.buffers.append(buffer)
        }
    }

    /// Queues a message that is framed already.
    mutating func append(framed buffer: ByteBuffer) {
        self.byteCount += buffer.readableBytes
        self.buffers.append(buffer)
    }

    /// Moves bytes out, as many as fit.
    ///
    /// - Returns: How many bytes were written to the front of `target`.
    mutating func move(to target: UnsafeMutableRawBufferPointer) -> Int {
        var written = 0
        while written < target.count, var buffer = self.buffers.popFirst() {
            let count = min(buffer.readableBytes, target.count - written)
            let slot = unsafe UnsafeMutableRawBufferPointer(rebasing: target[written..<written + count])
            unsafe buffer.readWithUnsafeReadableBytes { bytes in
                unsafe slot.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
                return count
            }
            written += count
            if buffer.readableBytes > 0 {
                self.buffers.prepend(buffer)
            }
        }
        self.byteCount -= written
        return written
    }

    /// Drops everything.
    mutating func removeAll() {
        self.buffers.removeAll()
        self.byteCount = 0
    }
}
