import CProtobuf

/// A message's encoding, ready to be written once the place for it is known.
@safe
public struct WireEncoding: ~Copyable {
    private let message: UnsafePointer<ProtobufCMessage>

    /// How many bytes the encoding has.
    public let byteCount: Int

    init(_ wire: WireStruct) {
        unsafe self.message = UnsafePointer(wire.pointer(to: ProtobufCMessage.self))
        unsafe self.byteCount = protobuf_c_message_get_packed_size(self.message)
    }

    /// Writes the encoding.
    ///
    /// - Precondition: `buffer` has room for ``byteCount`` bytes.
    public func write(to buffer: UnsafeMutableRawBufferPointer) {
        precondition(buffer.count >= self.byteCount, "The buffer is smaller than the encoding.")
        guard let base = buffer.baseAddress else { return }
        unsafe _ = protobuf_c_message_pack(self.message, base.assumingMemoryBound(to: UInt8.self))
    }
}
