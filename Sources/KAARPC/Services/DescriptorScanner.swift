/// Reads the fields of a serialized descriptor, one after another.
///
/// - Note: Protocol Buffers, Encoding.
struct DescriptorScanner {
    /// The descriptor is not protobuf.
    struct DamagedError: Error {}

    /// A field: its number, and its number or bytes.
    struct Field {
        let number: Int
        let varint: Int
        let bytes: ArraySlice<UInt8>

        var text: String {
            String(decoding: self.bytes, as: UTF8.self)
        }
    }

    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        self.rest = bytes
    }

    /// The next field, or `nil` at the end.
    mutating func next() throws -> Field? {
        guard !self.rest.isEmpty else { return nil }
        let key = try self.varint()
        let number = key >> 3
        switch key & 7 {
        case 0: return Field(number: number, varint: try self.varint(), bytes: [])
        case 1: return Field(number: number, varint: 0, bytes: try self.take(8))
        case 2: return Field(number: number, varint: 0, bytes: try self.take(self.varint()))
        case 5: return Field(number: number, varint: 0, bytes: try self.take(4))
        default: throw DamagedError()
        }
    }

    private mutating func varint() throws -> Int {
        var value: UInt64 = 0
        for shift in stride(from: 0, to: 70, by: 7) {
            guard let byte = self.rest.popFirst() else { throw DamagedError() }
            value |= UInt64(byte & 0x7F) << UInt64(shift)
            if byte & 0x80 == 0 { return Int(truncatingIfNeeded: value) }
        }
        throw DamagedError()
    }

    private mutating func take(_ count: Int) throws -> ArraySlice<UInt8> {
        guard count >= 0, count <= self.rest.count else { throw DamagedError() }
        defer { self.rest = self.rest.dropFirst(count) }
        return self.rest.prefix(count)
    }
}
