import CProtobuf

/// What libprotobuf-c knows of a message.
///
/// Unchecked, since the pointer is to a constant of the program.
@safe
public struct WireDescriptor: @unchecked Sendable {
    let pointer: UnsafePointer<ProtobufCMessageDescriptor>

    /// Whether ``EncodingScan`` must look over encodings: the message can contain itself, or has a message, at any
    /// depth, that there is one of.
    let needsScan: Bool

    /// Takes the descriptor from an empty message, since Swift gives constants of C no fixed address.
    ///
    /// - Parameters:
    ///   - type: The C struct of the message.
    ///   - initialize: The C function that makes an empty message.
    public init<CMessage>(_ type: CMessage.Type, initialize: (UnsafeMutablePointer<CMessage>) -> Void) {
        let message = UnsafeMutablePointer<CMessage>.allocate(capacity: 1)
        defer { unsafe message.deallocate() }
        unsafe initialize(message)
        let base = unsafe UnsafeRawPointer(message).assumingMemoryBound(to: ProtobufCMessage.self)
        unsafe self.pointer = base.pointee.descriptor
        unsafe self.needsScan = Self.needsScan(self.pointer, within: [])
    }

    private static func needsScan(
        _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>,
        within outer: [UnsafePointer<ProtobufCMessageDescriptor>]
    ) -> Bool {
        unsafe (0..<Int(descriptor.pointee.n_fields)).contains { index in
            guard let field = unsafe MessageField(descriptor.pointee.fields + index, of: descriptor) else {
                return false
            }
            let path = unsafe outer + [descriptor]
            return unsafe !field.isRepeated || path.contains(field.descriptor)
                || Self.needsScan(field.descriptor, within: path)
        }
    }

    /// How many bytes the C struct takes.
    var size: Int { unsafe self.pointer.pointee.sizeof_message }

    /// Makes an empty message in memory of at least ``size`` bytes.
    func initialize(_ memory: UnsafeMutableRawPointer) {
        unsafe self.pointer.pointee.message_init(memory.assumingMemoryBound(to: ProtobufCMessage.self))
    }
}
