public import CProtobuf

/// Turns members of a C struct into Swift values, and checks what libprotobuf-c does not.
public struct WireReader {
    let messageName: String

    /// Reads a string.
    ///
    /// - Throws: ``WireError`` if it is not UTF-8 or has a NUL.
    public func string(_ data: ProtobufCBinaryData, _ field: StaticString) throws -> String {
        guard unsafe data.len > 0, let base = unsafe data.data else { return "" }
        let bytes = unsafe UnsafeBufferPointer(start: base, count: data.len)
        guard let text = unsafe String(validating: bytes, as: UTF8.self) else {
            throw WireError(.invalidUTF8, "The field \(self.messageName).\(field) is not UTF-8.")
        }
        guard unsafe !bytes.contains(0) else {
            throw WireError(.containsNUL, "The field \(self.messageName).\(field) has a NUL.")
        }
        return text
    }

    /// Reads bytes.
    public func bytes(_ data: ProtobufCBinaryData) -> [UInt8] {
        guard let base = unsafe data.data else { return [] }
        return unsafe [UInt8](UnsafeBufferPointer(start: base, count: data.len))
    }

    /// Reads a message of a oneof, which is there.
    public func message<Message: GeneratedMessage, CMessage>(
        _ pointer: UnsafeMutablePointer<CMessage>?,
        as type: Message.Type
    ) throws -> Message {
        try unsafe self.optionalMessage(pointer, as: type) ?? Message()
    }

    /// Reads a message that may be absent.
    public func optionalMessage<Message: GeneratedMessage, CMessage>(
        _ pointer: UnsafeMutablePointer<CMessage>?,
        as type: Message.Type
    ) throws -> Message? {
        guard let pointer = unsafe pointer else { return nil }
        return try unsafe Message(wire: WireStruct(pointer), reader: WireReader(messageName: Message.wireName))
    }

    /// Reads repeated strings.
    ///
    /// - Throws: ``WireError`` if one is not UTF-8 or has a NUL.
    public func strings(
        _ count: Int,
        _ pointer: UnsafeMutablePointer<ProtobufCBinaryData>?,
        _ field: StaticString
    ) throws -> [String] {
        try unsafe UnsafeBufferPointer(start: pointer, count: count).map { try unsafe self.string($0, field) }
    }

    /// Reads repeated bytes.
    public func byteStrings(_ count: Int, _ pointer: UnsafeMutablePointer<ProtobufCBinaryData>?) -> [[UInt8]] {
        unsafe UnsafeBufferPointer(start: pointer, count: count).map { unsafe self.bytes($0) }
    }

    /// Reads repeated booleans.
    public func bools(_ count: Int, _ pointer: UnsafeMutablePointer<protobuf_c_boolean>?) -> [Bool] {
        unsafe UnsafeBufferPointer(start: pointer, count: count).map { $0 != 0 }
    }

    /// Reads repeated numbers.
    public func scalars<Scalar>(_ count: Int, _ pointer: UnsafeMutablePointer<Scalar>?) -> [Scalar] {
        unsafe [Scalar](UnsafeBufferPointer(start: pointer, count: count))
    }

    /// Reads repeated enums.
    public func enums<CEnum: RawRepresentable<UInt32>, Enum: WireEnum>(
        _ count: Int,
        _ pointer: UnsafeMutablePointer<CEnum>?,
        as type: Enum.Type
    ) -> [Enum] {
        unsafe UnsafeBufferPointer(start: pointer, count: count).map {
            Enum(rawValue: Int32(bitPattern: $0.rawValue))
        }
    }

    /// Reads repeated messages.
    public func messages<Message: GeneratedMessage, CMessage>(
        _ count: Int,
        _ pointer: UnsafeMutablePointer<UnsafeMutablePointer<CMessage>?>?,
        as type: Message.Type
    ) throws -> [Message] {
        try unsafe UnsafeBufferPointer(start: pointer, count: count).map { try unsafe self.message($0, as: type) }
    }
}
