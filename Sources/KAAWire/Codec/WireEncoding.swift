import CProtobuf

/// A message's encoding, ready to be written once the place for it is known.
@safe
public struct WireEncoding: ~Copyable {
    @safe
    private enum Content {
        case message(UnsafePointer<ProtobufCMessage>)
        case bytes(UnsafeRawBufferPointer)
    }

    private let content: Content

    /// How many bytes the encoding has.
    public let byteCount: Int

    init(_ wire: WireStruct) {
        let message = unsafe UnsafePointer(wire.pointer(to: ProtobufCMessage.self))
        self.content = unsafe .message(message)
        unsafe self.byteCount = protobuf_c_message_get_packed_size(message)
    }

    init(_ bytes: UnsafeRawBufferPointer) {
        self.content = unsafe .bytes(bytes)
        self.byteCount = bytes.count
    }

    /// Writes the encoding.
    ///
    /// - Precondition: `buffer` has room for ``byteCount`` bytes.
    public func write(to buffer: UnsafeMutableRawBufferPointer) {
        precondition(buffer.count >= self.byteCount, "The buffer is smaller than the encoding.")
        guard let base = buffer.baseAddress else { return }
        switch self.content {
        case .message(let message):
            unsafe _ = protobuf_c_message_pack(message, base.assumingMemoryBound(to: UInt8.self))
        case .bytes(let bytes):
            unsafe buffer.copyMemory(from: bytes)
        }
    }
}
