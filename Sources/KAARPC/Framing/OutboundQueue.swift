import DequeModule
import KAAWire
import NIOCore

/// The framed messages of a stream that HTTP/2 flow control has not let out yet.
struct OutboundQueue {
    /// Up to this size, messages share a buffer, so that many small ones cost few allocations.
    private static let sharedBufferBytes = 16_384

    /// The bytes that go out first; mostly there are no others.
    private var first = ByteBuffer()
    private var rest: Deque<ByteBuffer> = []

    /// The bytes waiting, prefixes included.
    private(set) var byteCount = 0

    var isEmpty: Bool {
        self.byteCount == 0
    }

    /// Frames and queues a message.
    ///
    /// - Throws: An ``RPCError`` if the message is over `limit` bytes or does not encode; nothing is queued then.
    mutating func append<Message: WireMessage>(_ message: Message, limit: Int) throws {
        if self.isEmpty {
            self.first.clear()
            self.byteCount += try self.first.writeFramed(message, limit: limit)
        } else if self.rest.isEmpty, self.first.readableBytes < Self.sharedBufferBytes {
            self.byteCount += try self.first.writeFramed(message, limit: limit)
        } else if let last = self.rest.indices.last, self.rest[last].readableBytes < Self.sharedBufferBytes {
            self.byteCount += try self.rest[last].writeFramed(message, limit: limit)
        } else {
            var buffer = ByteBuffer()
            self.byteCount += try buffer.writeFramed(message, limit: limit)
            self.rest.append(buffer)
        }
    }

    /// Queues a message that is framed already.
    mutating func append(framed buffer: ByteBuffer) {
        if self.isEmpty {
            self.first = buffer
        } else {
            self.rest.append(buffer)
        }
        self.byteCount += buffer.readableBytes
    }

    /// Moves bytes out, as many as fit.
    ///
    /// - Returns: How many bytes were written to the front of `target`.
    mutating func move(to target: UnsafeMutableRawBufferPointer) -> Int {
        var written = 0
        while written < target.count {
            if self.first.readableBytes == 0 {
                guard let next = self.rest.popFirst() else { break }
                self.first = next
            }
            let count = min(self.first.readableBytes, target.count - written)
            let slot = unsafe UnsafeMutableRawBufferPointer(rebasing: target[written..<written + count])
            unsafe self.first.readWithUnsafeReadableBytes { bytes in
                unsafe slot.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
                return count
            }
            written += count
        }
        self.byteCount -= written
        return written
    }

    /// Drops everything.
    mutating func removeAll() {
        self.first = ByteBuffer()
        self.rest.removeAll()
        self.byteCount = 0
    }
}
