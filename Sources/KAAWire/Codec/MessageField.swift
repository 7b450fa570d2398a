import CProtobuf

/// A field that holds a message, as libprotobuf-c knows it.
@safe
struct MessageField {
    private let field: UnsafePointer<ProtobufCFieldDescriptor>

    /// The message that the field holds.
    let descriptor: UnsafePointer<ProtobufCMessageDescriptor>

    /// The field's place among all fields of its message.
    let index: Int

    /// Finds a field of a message; `nil` if it is not known, or holds no message.
    init?(_ number: Int, of parent: UnsafePointer<ProtobufCMessageDescriptor>) {
        guard let field = unsafe protobuf_c_message_descriptor_get_field(parent, UInt32(number)) else { return nil }
        unsafe self.init(field, of: parent)
    }

    /// Takes a field of a message; `nil` if it holds no message.
    init?(
        _ field: UnsafePointer<ProtobufCFieldDescriptor>,
        of parent: UnsafePointer<ProtobufCMessageDescriptor>
    ) {
        guard unsafe field.pointee.type == PROTOBUF_C_TYPE_MESSAGE, let inner = unsafe field.pointee.descriptor else {
            return nil
        }
        unsafe self.field = field
        unsafe self.descriptor = inner.assumingMemoryBound(to: ProtobufCMessageDescriptor.self)
        unsafe self.index = field - parent.pointee.fields
    }

    /// Whether there may be many.
    var isRepeated: Bool { unsafe self.field.pointee.label == PROTOBUF_C_LABEL_REPEATED }

    /// The offset of the number that tells which member of a oneof there is; `nil` outside of oneofs.
    var oneof: UInt32? { unsafe Self.oneof(of: self.field) }

    /// The same for a field of any type.
    static func oneof(of field: UnsafePointer<ProtobufCFieldDescriptor>) -> UInt32? {
        unsafe field.pointee.flags & PROTOBUF_C_FIELD_FLAG_ONEOF.rawValue == 0 ? nil : field.pointee.quantifier_offset
    }
}
