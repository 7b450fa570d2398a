public import CProtobuf

/// Turns Swift values into members of a C struct, in memory that the arena holds.
@safe
public struct WireWriter {
    private let arena: WireArena
    private let messageName: String

    init(arena: WireArena, messageName: String) {
        self.arena = arena
        self.messageName = messageName
    }

    /// Makes the C struct of a message.
    func fill<Message: GeneratedMessage>(_ message: Message) throws -> WireStruct {
        let memory = try unsafe self.arena.allocate(byteCount: Message.wireDescriptor.size)
        unsafe Message.wireDescriptor.initialize(memory)
        let wire = unsafe WireStruct(memory)
        try message.wireFill(wire, writer: WireWriter(arena: self.arena, messageName: Message.wireName))
        return wire
    }

    /// Writes a string.
    ///
    /// - Throws: ``WireError`` if it has a NUL.
    public func string(_ text: String, _ field: StaticString) throws -> ProtobufCBinaryData {
        var text = text
        let data = try text.withUTF8 { try unsafe self.copy(UnsafeRawBufferPointer($0)) }
        guard unsafe !UnsafeBufferPointer(start: data.data, count: data.len).contains(0) else {
            throw WireError(.containsNUL, "The field \(self.messageName).\(field) has a NUL.")
        }
        return unsafe data
    }

    /// Writes bytes.
    public func bytes(_ bytes: [UInt8]) throws -> ProtobufCBinaryData {
        try unsafe bytes.withUnsafeBytes { try unsafe self.copy($0) }
    }

    /// Writes a message.
    public func message<Message: GeneratedMessage, CMessage>(
        _ message: Message
    ) throws -> UnsafeMutablePointer<CMessage> {
        try unsafe self.fill(message).pointer(to: CMessage.self)
    }

    /// Writes repeated strings.
    public func strings(
        _ texts: [String],
        _ field: StaticString
    ) throws -> (Int, UnsafeMutablePointer<ProtobufCBinaryData>?) {
        try unsafe self.array(texts) { try unsafe self.string($0, field) }
    }

    /// Writes repeated bytes.
    public func byteStrings(_ values: [[UInt8]]) throws -> (Int, UnsafeMutablePointer<ProtobufCBinaryData>?) {
        try unsafe self.array(values) { try unsafe self.bytes($0) }
    }

    /// Writes repeated booleans.
    public func bools(_ values: [Bool]) throws -> (Int, UnsafeMutablePointer<protobuf_c_boolean>?) {
        try unsafe self.array(values) { $0 ? 1 : 0 }
    }

    /// Writes repeated numbers.
    public func scalars<Scalar>(_ values: [Scalar]) throws -> (Int, UnsafeMutablePointer<Scalar>?) {
        try unsafe self.array(values) { $0 }
    }

    /// Writes repeated enums.
    public func enums<Enum: WireEnum, CEnum: RawRepresentable<UInt32>>(
        _ values: [Enum]
    ) throws -> (Int, UnsafeMutablePointer<CEnum>?) {
        try unsafe self.array(values) { value in
            guard let number = CEnum(rawValue: UInt32(bitPattern: value.rawValue)) else {
                throw WireError(.malformed, "A field of \(self.messageName) has a number that C cannot hold.")
            }
            return number
        }
    }

    /// Writes repeated messages.
    public func messages<Message: GeneratedMessage, CMessage>(
        _ values: [Message]
    ) throws -> (Int, UnsafeMutablePointer<UnsafeMutablePointer<CMessage>?>?) {
        try unsafe self.array(values) { try unsafe self.message($0) }
    }

    /// Memory for pointers to `count` structs.
    public func pointers<CMessage>(
        to type: CMessage.Type,
        count: Int
    ) throws -> UnsafeMutablePointer<UnsafeMutablePointer<CMessage>?> {
        try unsafe self.arena.allocate(UnsafeMutablePointer<CMessage>?.self, count: count)
    }

    /// Memory for one struct.
    public func allocate<CMessage>(_ type: CMessage.Type) throws -> UnsafeMutablePointer<CMessage> {
        try unsafe self.arena.allocate(type, count: 1)
    }

    private func array<Value, Element>(
        _ values: [Value],
        _ convert: (Value) throws -> Element
    ) throws -> (Int, UnsafeMutablePointer<Element>?) {
        guard !values.isEmpty else { return (0, nil) }
        let pointer = try unsafe self.arena.allocate(Element.self, count: values.count)
        for (index, value) in values.enumerated() {
            try unsafe (pointer + index).initialize(to: convert(value))
        }
        return unsafe (values.count, pointer)
    }

    private func copy(_ bytes: UnsafeRawBufferPointer) throws -> ProtobufCBinaryData {
        guard bytes.count > 0 else { return unsafe ProtobufCBinaryData(len: 0, data: nil) }
        let pointer = try unsafe self.arena.allocate(UInt8.self, count: bytes.count)
        unsafe UnsafeMutableRawBufferPointer(start: pointer, count: bytes.count).copyMemory(from: bytes)
        return unsafe ProtobufCBinaryData(len: bytes.count, data: pointer)
    }
}
