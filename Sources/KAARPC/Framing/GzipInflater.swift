import CZlib
import NIOCore

/// Decompresses messages, one after the other.
///
/// `@safe`: the library's state lives exactly as long as this object, which hands it to no one.
///
/// `@unchecked Sendable`: whoever has taken it from ``GzipContexts`` is the only one to use it.
@safe
final class GzipInflater: @unchecked Sendable {
    /// A window of 32 KiB, as the format allows at most; 16 more ask the library for gzip and nothing else.
    private static let windowBits: Int32 = 15 + 16
    /// The first piece of memory for a message; each further one is as large as all before it.
    private static let firstPiece = 4096

    private let stream: UnsafeMutablePointer<z_stream>

    /// - Throws: An ``RPCError`` if there is no memory.
    init() throws(RPCError) {
        unsafe self.stream = UnsafeMutablePointer.allocate(capacity: 1)
        unsafe self.stream.initialize(to: z_stream())
        let size = unsafe Int32(MemoryLayout<z_stream>.size)
        guard unsafe inflateInit2_(self.stream, Self.windowBits, ZLIB_VERSION, size) == Z_OK else {
            throw RPCError(.internalError, "A message could not be decompressed.")
        }
    }

    deinit {
        unsafe inflateEnd(self.stream)
        unsafe self.stream.deallocate()
    }

    /// Decompresses a message, in a context of its own.
    ///
    /// Memory grows with what comes out and never by what the input declares.
    ///
    /// - Parameters:
    ///   - input: One gzip member and nothing else; or nothing, which stands for an empty message.
    ///   - limit: The largest message that is made.
    /// - Returns: The message, or `nil` if it is over `limit` bytes.
    /// - Throws: An ``RPCError`` with ``RPCCode/internalError`` if the input is damaged, cut off, or followed by more.
    func inflate(_ input: ByteBuffer, limit: Int) throws(RPCError) -> ByteBuffer? {
        guard input.readableBytes > 0 else { return ByteBuffer() }
        guard unsafe inflateReset(self.stream) == Z_OK else { throw Self.damage }
        var output = ByteBuffer()
        let end = unsafe input.withUnsafeReadableBytes { bytes in
            // The library declares the pointer mutable and does not write through it (zlib.h, next_in).
            let start = unsafe UnsafeMutableRawPointer(mutating: bytes.baseAddress)
            unsafe self.stream.pointee.next_in = start?.assumingMemoryBound(to: UInt8.self)
            unsafe self.stream.pointee.avail_in = UInt32(clamping: bytes.count)
            return self.fill(&output, limit: limit)
        }
        let hasMore = unsafe self.stream.pointee.avail_in > 0
        switch end {
        case Z_STREAM_END where output.readableBytes > limit: return nil
        case Z_STREAM_END where !hasMore: return output
        case Z_OK: return nil
        default: throw Self.damage
        }
    }

    /// Lets the library write until it ends, fails, or has written more than `limit` bytes, which is `Z_OK`.
    private func fill(_ output: inout ByteBuffer, limit: Int) -> Int32 {
        var result = Z_OK
        while result == Z_OK, output.readableBytes <= limit {
            // One byte more than the limit tells a message that is too large from one that just fits.
            let room = min(max(Self.firstPiece, output.readableBytes), limit + 1 - output.readableBytes)
            unsafe output.writeWithUnsafeMutableBytes(minimumWritableBytes: room) { target in
                unsafe self.stream.pointee.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
                unsafe self.stream.pointee.avail_out = UInt32(clamping: room)
                result = unsafe CZlib.inflate(self.stream, Z_NO_FLUSH)
                return unsafe room - Int(self.stream.pointee.avail_out)
            }
        }
        return result
    }

    private static let damage = RPCError(.internalError, "A compressed message is damaged.")
}
