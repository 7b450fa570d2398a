/// A field of a message, as a descriptor tells of it.
package struct FieldSchema: Hashable, Sendable {
    /// The types of fields, numbered as in `FieldDescriptorProto.Type`.
    package enum Kind: Int, Sendable {
        case double = 1
        case float
        case int64
        case uint64
        case int32
        case fixed64
        case fixed32
        case bool
        case string
        case group
        case message
        case bytes
        case uint32
        case `enum`
        case sfixed32
        case sfixed64
        case sint32
        case sint64
    }

    /// The name in the contract.
    package var name = ""
    /// The name in JSON.
    package var jsonName = ""
    /// The number on the wire.
    package var number = 0
    /// The type.
    package var kind = Kind.string
    /// The full name of the message or enum; empty for other types.
    package var typeName = ""
    /// Whether there may be many.
    package var isRepeated = false
    /// The place of the oneof that the field is a member of, among those of the message.
    package var oneof: Int?
    /// Whether absence differs from the default.
    package var hasPresence = false
}

extension FieldSchema {
    /// Reads a `FieldDescriptorProto`.
    init(_ bytes: UnsafeRawBufferPointer) throws {
        var scanner = unsafe FieldScanner(bytes)
        while let (number, value) = try scanner.next() {
            switch (number, value) {
            case (1, .bytes(let range)): self.name = try unsafe SchemaText.read(bytes, range)
            case (3, .varint(let number)): self.number = Int(truncatingIfNeeded: number)
            case (4, .varint(let label)): self.isRepeated = label == 3
            case (5, .varint(let type)):
                guard let kind = Kind(rawValue: Int(truncatingIfNeeded: type)) else {
                    throw WireError(.invalidSchema, "A field has a type that is not known.")
                }
                self.kind = kind
            case (6, .bytes(let range)): self.typeName = try unsafe SchemaText.typeName(bytes, range)
            case (9, .varint(let index)): self.oneof = Int(truncatingIfNeeded: index)
            case (10, .bytes(let range)): self.jsonName = try unsafe SchemaText.read(bytes, range)
            default: break
            }
        }
        if self.jsonName.isEmpty { self.jsonName = SchemaText.jsonName(self.name) }
        self.hasPresence = !self.isRepeated && (self.oneof != nil || self.kind == .message)
    }
}
