/// Appends fields to an encoding, knowing nothing of the message.
struct FieldWriter {
    private(set) var bytes: [UInt8] = []

    mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            self.bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        self.bytes.append(UInt8(rest))
    }

    mutating func tag(_ number: Int, wireType: UInt64) {
        self.varint(UInt64(number) << 3 | wireType)
    }

    mutating func fixed(_ value: some FixedWidthInteger) {
        unsafe withUnsafeBytes(of: value.littleEndian) { unsafe self.bytes.append(contentsOf: $0) }
    }

    mutating func lengthDelimited(_ number: Int, _ content: [UInt8]) {
        self.tag(number, wireType: 2)
        self.varint(UInt64(content.count))
        self.bytes += content
    }

    /// Appends fields as they are.
    mutating func raw(_ fields: UnsafeRawBufferPointer) {
        unsafe self.bytes.append(contentsOf: fields)
    }
}
