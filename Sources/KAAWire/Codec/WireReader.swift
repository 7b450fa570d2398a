public import CProtobuf

/// Turns members of a C struct into Swift values, and checks what libprotobuf-c does not.
public struct WireReader {
    private let messageType: any GeneratedMessage.Type

    @usableFromInline
    init(_ messageType: any GeneratedMessage.Type) {
        self.messageType = messageType
    }

    /// Reads a string.
    ///
    /// - Throws: ``WireError`` if it is not UTF-8 or has a NUL.
    public func string(_ data: ProtobufCBinaryData, _ field: StaticString) throws -> String {
        guard unsafe data.len > 0, let base = unsafe data.data else { return "" }
        let bytes = unsafe UnsafeBufferPointer(start: base, count: data.len)
        guard let text = unsafe Self.text(bytes) else {
            throw WireError(.invalidUTF8, "The field \(self.messageType.wireName).\(field) is not UTF-8.")
        }
        guard unsafe !kaa_has_nul(base, data.len) else {
            throw WireError(.containsNUL, "The field \(self.messageType.wireName).\(field) has a NUL.")
        }
        return text
    }

    /// Reads bytes.
    public func bytes(_ data: ProtobufCBinaryData) -> [UInt8] {
        guard let base = unsafe data.data else { return [] }
        return unsafe [UInt8](UnsafeBufferPointer(start: base, count: data.len))
    }

    /// Reads a message of a oneof, which is there.
    @inlinable
    public func message<Message: GeneratedMessage, CMessage>(
        _ pointer: UnsafeMutablePointer<CMessage>?,
        as type: Message.Type
    ) throws -> Message {
        try unsafe self.optionalMessage(pointer, as: type) ?? Message()
    }

    /// Reads a message that may be absent.
    @inlinable
    public func optionalMessage<Message: GeneratedMessage, CMessage>(
        _ pointer: UnsafeMutablePointer<CMessage>?,
        as type: Message.Type
    ) throws -> Message? {
        guard let pointer = unsafe pointer else { return nil }
        return try unsafe Message(wire: WireStruct(pointer), reader: WireReader(Message.self))
    }

    /// Reads repeated strings.
    ///
    /// - Throws: ``WireError`` if one is not UTF-8 or has a NUL.
    @inlinable
    public func strings(
        _ count: Int,
        _ pointer: UnsafeMutablePointer<ProtobufCBinaryData>?,
        _ field: StaticString
    ) throws -> [String] {
        try unsafe UnsafeBufferPointer(start: pointer, count: count).map { try unsafe self.string($0, field) }
    }

    /// Reads repeated bytes.
    @inlinable
    public func byteStrings(_ count: Int, _ pointer: UnsafeMutablePointer<ProtobufCBinaryData>?) -> [[UInt8]] {
        unsafe UnsafeBufferPointer(start: pointer, count: count).map { unsafe self.bytes($0) }
    }

    /// Reads repeated booleans.
    @inlinable
    public func bools(_ count: Int, _ pointer: UnsafeMutablePointer<protobuf_c_boolean>?) -> [Bool] {
        unsafe UnsafeBufferPointer(start: pointer, count: count).map { $0 != 0 }
    }

    /// Reads repeated numbers.
    @inlinable
    public func scalars<Scalar>(_ count: Int, _ pointer: UnsafeMutablePointer<Scalar>?) -> [Scalar] {
        unsafe [Scalar](UnsafeBufferPointer(start: pointer, count: count))
    }

    /// Reads repeated real numbers, which C holds by their bits.
    @inlinable
    public func reals(_ count: Int, _ pointer: UnsafeMutablePointer<UInt64>?) -> [Double] {
        unsafe UnsafeBufferPointer(start: pointer, count: count).map { Double(bitPattern: $0) }
    }

    /// Reads repeated real numbers, which C holds by their bits.
    @inlinable
    public func reals(_ count: Int, _ pointer: UnsafeMutablePointer<UInt32>?) -> [Float] {
        unsafe UnsafeBufferPointer(start: pointer, count: count).map { Float(bitPattern: $0) }
    }

    /// Reads repeated enums.
    @inlinable
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
    @inlinable
    public func messages<Message: GeneratedMessage, CMessage>(
        _ count: Int,
        _ pointer: UnsafeMutablePointer<UnsafeMutablePointer<CMessage>?>?,
        as type: Message.Type
    ) throws -> [Message] {
        try unsafe UnsafeBufferPointer(start: pointer, count: count).map { try unsafe self.message($0, as: type) }
    }

    /// The text of bytes, or `nil` if they are not UTF-8.
    ///
    /// By way of a span, which is several times as fast as `String(validating:as:)` is in Swift 6.3.
    private static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        do {
            return unsafe String(copying: try UTF8Span(validating: bytes.span))
        } catch {
            return nil
        }
    }
}
