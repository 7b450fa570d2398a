public import CProtobuf

/// Turns Swift values into members of a C struct, in memory that the arena holds.
@safe
public struct WireWriter {
    @usableFromInline let arena: WireArena
    @usableFromInline let messageType: any GeneratedMessage.Type
    @usableFromInline let depth: Int

    @usableFromInline
    init(_ messageType: any GeneratedMessage.Type, depth: Int, arena: WireArena) {
        self.arena = arena
        self.messageType = messageType
        self.depth = depth
    }

    /// Makes the C struct of a message.
    ///
    /// - Throws: ``WireError`` if a string has a NUL, or messages stand deeper than they may when decoded.
    static func fill<Message: GeneratedMessage>(_ message: Message, in arena: WireArena) throws -> WireStruct {
        try WireWriter(Message.self, depth: 0, arena: arena).fill(message)
    }

    @inlinable
    func fill<Message: GeneratedMessage>(_ message: Message) throws -> WireStruct {
        let wire = try self.makeStruct(Message.wireDescriptor)
        try message.wireFill(wire, writer: WireWriter(Message.self, depth: self.depth + 1, arena: self.arena))
        return wire
    }

    /// Makes an empty message.
    @usableFromInline
    func makeStruct(_ descriptor: WireDescriptor) throws -> WireStruct {
        let limit = WireLimits.standard.maximumDepth
        guard self.depth < limit else {
            throw WireError(.tooDeep, "Messages stand more than \(limit) deep within one another.")
        }
        let memory = try unsafe self.arena.allocate(byteCount: descriptor.size)
        unsafe descriptor.initialize(memory)
        return unsafe WireStruct(memory)
    }

    /// Writes a string.
    ///
    /// - Throws: ``WireError`` if it has a NUL.
    public func string(_ text: String, _ field: StaticString) throws -> ProtobufCBinaryData {
        var text = text
        let data = try text.withUTF8 { try unsafe self.copy(UnsafeRawBufferPointer($0)) }
        guard unsafe !kaa_has_nul(data.data, data.len) else {
            throw WireError(.containsNUL, "The field \(self.messageType.wireName).\(field) has a NUL.")
        }
        return unsafe data
    }

    /// Writes bytes.
    public func bytes(_ bytes: [UInt8]) throws -> ProtobufCBinaryData {
        try unsafe bytes.withUnsafeBytes { try unsafe self.copy($0) }
    }

    /// Writes a message.
    @inlinable
    public func message<Message: GeneratedMessage, CMessage>(
        _ message: Message
    ) throws -> UnsafeMutablePointer<CMessage> {
        try unsafe self.fill(message).pointer(to: CMessage.self)
    }

    /// Writes repeated strings.
    @inlinable
    public func strings(
        _ texts: [String],
        _ field: StaticString
    ) throws -> (Int, UnsafeMutablePointer<ProtobufCBinaryData>?) {
        try unsafe self.array(texts) { try unsafe self.string($0, field) }
    }

    /// Writes repeated bytes.
    @inlinable
    public func byteStrings(_ values: [[UInt8]]) throws -> (Int, UnsafeMutablePointer<ProtobufCBinaryData>?) {
        try unsafe self.array(values) { try unsafe self.bytes($0) }
    }

    /// Writes repeated booleans.
    @inlinable
    public func bools(_ values: [Bool]) throws -> (Int, UnsafeMutablePointer<protobuf_c_boolean>?) {
        try unsafe self.array(values) { $0 ? 1 : 0 }
    }

    /// Writes repeated numbers.
    @inlinable
    public func scalars<Scalar>(_ values: [Scalar]) throws -> (Int, UnsafeMutablePointer<Scalar>?) {
        try unsafe self.array(values) { $0 }
    }

    /// Writes repeated real numbers, which C holds by their bits.
    @inlinable
    public func reals(_ values: [Double]) throws -> (Int, UnsafeMutablePointer<UInt64>?) {
        try unsafe self.array(values) { $0.bitPattern }
    }

    /// Writes repeated real numbers, which C holds by their bits.
    @inlinable
    public func reals(_ values: [Float]) throws -> (Int, UnsafeMutablePointer<UInt32>?) {
        try unsafe self.array(values) { $0.bitPattern }
    }

    /// Writes repeated enums.
    @inlinable
    public func enums<Enum: WireEnum, CEnum: RawRepresentable<UInt32>>(
        _ values: [Enum]
    ) throws -> (Int, UnsafeMutablePointer<CEnum>?) {
        try unsafe self.array(values) { value in
            guard let number = CEnum(rawValue: UInt32(bitPattern: value.rawValue)) else {
                throw WireError(.malformed, "A field of \(self.messageType.wireName) has a number that C cannot hold.")
            }
            return number
        }
    }

    /// Writes repeated messages.
    @inlinable
    public func messages<Message: GeneratedMessage, CMessage>(
        _ values: [Message]
    ) throws -> (Int, UnsafeMutablePointer<UnsafeMutablePointer<CMessage>?>?) {
        try unsafe self.array(values) { try unsafe self.message($0) }
    }

    /// Memory for pointers to `count` structs.
    @inlinable
    public func pointers<CMessage>(
        to type: CMessage.Type,
        count: Int
    ) throws -> UnsafeMutablePointer<UnsafeMutablePointer<CMessage>?> {
        try unsafe self.arena.allocate(UnsafeMutablePointer<CMessage>?.self, count: count)
    }

    /// Memory for one struct.
    @inlinable
    public func allocate<CMessage>(_ type: CMessage.Type) throws -> UnsafeMutablePointer<CMessage> {
        try unsafe self.arena.allocate(type, count: 1)
    }

    @inlinable
    func array<Value, Element>(
        _ values: [Value],
        _ convert: (Value) throws -> Element
    ) throws -> (Int, UnsafeMutablePointer<Element>?) {
        guard !values.isEmpty else { return (0, nil) }
        let pointer = try unsafe self.arena.allocate(Element.self, count: values.count)
        for index in values.indices {
            try unsafe (pointer + index).initialize(to: convert(values[index]))
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
