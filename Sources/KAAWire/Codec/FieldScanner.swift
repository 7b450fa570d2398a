/// Reads the fields of an encoding one by one, knowing nothing of the message.
///
/// - Note: The encoding is described at protobuf.dev, "Encoding".
@safe
struct FieldScanner {
    /// What stands on the wire in one field.
    enum Value {
        case varint(UInt64)
        case fixed64(UInt64)
        case fixed32(UInt32)
        /// Where the bytes stand in what is scanned.
        case bytes(Range<Int>)
    }

    private let source: UnsafeRawBufferPointer

    /// How much has been read.
    private(set) var position = 0

    init(_ source: UnsafeRawBufferPointer) {
        unsafe self.source = source
    }

    /// The next field, or `nil` at the end.
    ///
    /// - Throws: ``WireError`` if the bytes break off or have groups, which no contract of ours has.
    mutating func next() throws -> (number: Int, value: Value)? {
        guard unsafe self.position < self.source.count else { return nil }
        let tag = try self.varint()
        guard let number = Int(exactly: tag >> 3), (1...536_870_911).contains(number) else {
            throw WireError(.malformed, "A field has a number out of range.")
        }
        switch tag & 7 {
        case 0:
            return (number, .varint(try self.varint()))
        case 1:
            return (number, .fixed64(try self.fixed(UInt64.self)))
        case 2:
            let length = try self.varint()
            guard unsafe length <= UInt64(self.source.count - self.position) else {
                throw WireError(.malformed, "A field is longer than what is left.")
            }
            let start = self.position
            self.position += Int(length)
            return (number, .bytes(start..<self.position))
        case 5:
            return (number, .fixed32(try self.fixed(UInt32.self)))
        default:
            throw WireError(.malformed, "A field has a wire type that is not in use.")
        }
    }

    /// Reads a varint of at most ten bytes.
    mutating func varint() throws -> UInt64 {
        var result: UInt64 = 0
        for shift in stride(from: 0, to: 70, by: 7) {
            guard unsafe self.position < self.source.count else { break }
            let byte = unsafe self.source[self.position]
            self.position += 1
            result |= UInt64(byte & 0x7F) << UInt64(shift)
            if byte < 0x80 { return result }
        }
        throw WireError(.malformed, "A number breaks off or is too long.")
    }

    /// Whether everything has been read.
    var isAtEnd: Bool { unsafe self.position >= self.source.count }

    /// Reads a number of fixed width, which stands with its low byte first.
    mutating func fixed<Number: FixedWidthInteger>(_ type: Number.Type) throws -> Number {
        let size = MemoryLayout<Number>.size
        guard unsafe self.source.count - self.position >= size else {
            throw WireError(.malformed, "A number breaks off.")
        }
        defer { self.position += size }
        return unsafe Number(littleEndian: self.source.loadUnaligned(fromByteOffset: self.position, as: type))
    }
}
