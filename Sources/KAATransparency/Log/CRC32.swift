/// The checksum of zlib, gzip and PNG, with which a record shows damage that nobody meant.
///
/// - Note: ISO 3309; polynomial 0xEDB88320, reflected, eight bytes at a time.
struct CRC32 {
    private static let tables: [UInt32] = Self.makeTables()

    private var state: UInt32 = 0xFFFF_FFFF

    /// The checksum of what was added.
    var value: UInt32 { ~self.state }

    /// The checksum of `bytes`.
    static func of(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
        var checksum = CRC32()
        unsafe checksum.add(bytes)
        return checksum.value
    }

    /// Adds bytes.
    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        var crc = self.state
        let count = bytes.count
        unsafe Self.tables.withUnsafeBufferPointer { tables in
            var position = 0
            while position + 8 <= count {
                let word = unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
                let low = UInt32(truncatingIfNeeded: word) ^ crc
                let high = UInt32(truncatingIfNeeded: word >> 32)
                crc =
                    unsafe tables[1792 + Int(low & 0xFF)] ^ tables[1536 + Int((low >> 8) & 0xFF)]
                    ^ tables[1280 + Int((low >> 16) & 0xFF)] ^ tables[1024 + Int(low >> 24)]
                crc =
                    unsafe crc ^ tables[768 + Int(high & 0xFF)] ^ tables[512 + Int((high >> 8) & 0xFF)]
                    ^ tables[256 + Int((high >> 16) & 0xFF)] ^ tables[Int(high >> 24)]
                position += 8
            }
            while position < count {
                crc = unsafe (crc >> 8) ^ tables[Int((crc ^ UInt32(bytes[position])) & 0xFF)]
                position += 1
            }
        }
        self.state = crc
    }

    private static func makeTables() -> [UInt32] {
        var tables = [UInt32](repeating: 0, count: 8 * 256)
        for byte in 0..<256 {
            var crc = UInt32(byte)
            for _ in 0..<8 {
                crc = crc & 1 == 1 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1
            }
            tables[byte] = crc
        }
        for index in 256..<tables.count {
            let previous = tables[index - 256]
            tables[index] = (previous >> 8) ^ tables[Int(previous & 0xFF)]
        }
        return tables
    }
}
