import CZlib
import NIOCore

/// Compresses messages, one after the other.
///
/// `@safe`: the library's state lives exactly as long as this object, which hands it to no one.
///
/// `@unchecked Sendable`: whoever has taken it from ``GzipContexts`` is the only one to use it.
@safe
final class GzipDeflater: @unchecked Sendable {
    /// As for the inflater: the largest window, in the gzip format.
    private static let windowBits: Int32 = 15 + 16
    /// The library's own choice, 0 to 9.
    private static let memoryLevel: Int32 = 8
    /// The least memory that a compressed message gets at a time.
    private static let piece = 4096

    private let stream: UnsafeMutablePointer<z_stream>

    /// - Throws: An ``RPCError`` if there is no memory.
    init() throws(RPCError) {
        unsafe self.stream = UnsafeMutablePointer.allocate(capacity: 1)
        unsafe self.stream.initialize(to: z_stream())
        let result = unsafe deflateInit2_(
            self.stream,
            Z_BEST_SPEED,
            Z_DEFLATED,
            Self.windowBits,
            Self.memoryLevel,
            Z_DEFAULT_STRATEGY,
            ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size)
        )
        guard result == Z_OK else { throw Self.failure }
    }

    deinit {
        unsafe deflateEnd(self.stream)
        unsafe self.stream.deallocate()
    }

    /// Compresses a message, in a context of its own.
    ///
    /// - Parameters:
    ///   - input: The message, at most 4 GiB.
    ///   - output: Gets one gzip member after what it has.
    /// - Throws: An ``RPCError`` if the library fails.
    func deflate(_ input: UnsafeRawBufferPointer, to output: inout ByteBuffer) throws(RPCError) {
        guard unsafe deflateReset(self.stream) == Z_OK else { throw Self.failure }
        // The library declares the pointer mutable and does not write through it (zlib.h, next_in).
        let start = unsafe UnsafeMutableRawPointer(mutating: input.baseAddress)
        unsafe self.stream.pointee.next_in = start?.assumingMemoryBound(to: UInt8.self)
        unsafe self.stream.pointee.avail_in = UInt32(clamping: input.count)
        var result = Z_OK
        while result == Z_OK {
            unsafe output.writeWithUnsafeMutableBytes(minimumWritableBytes: Self.piece) { target in
                let room = UInt32(clamping: target.count)
                unsafe self.stream.pointee.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
                unsafe self.stream.pointee.avail_out = room
                result = unsafe CZlib.deflate(self.stream, Z_FINISH)
                return unsafe Int(room - self.stream.pointee.avail_out)
            }
        }
        guard result == Z_STREAM_END else { throw Self.failure }
    }

    private static let failure = RPCError(.internalError, "A message could not be compressed.")
}
