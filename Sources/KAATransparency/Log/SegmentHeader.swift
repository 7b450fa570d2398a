/// The first bytes of a segment file.
///
/// | bytes | content |
/// |---|---|
/// | 0–7 | `kaalog1` and a line feed |
/// | 8–15 | the index of the first leaf, little-endian |
/// | 16–19 | how many leaves a full segment has, a power of two, little-endian |
/// | 20–23 | the CRC-32 of bytes 0–19, little-endian |
struct SegmentHeader: Equatable, Sendable {
    static let byteCount = 24

    /// How many leaves one segment may have.
    static let capacities: ClosedRange<UInt64> = 16...(1 << 24)

    private static let magic = Array("kaalog1\n".utf8)

    let firstIndex: UInt64
    let capacity: UInt64

    init(firstIndex: UInt64, capacity: UInt64) {
        self.firstIndex = firstIndex
        self.capacity = capacity
    }

    /// Reads a header.
    ///
    /// - Returns: `nil` if the bytes are none.
    init?(bytes: [UInt8]) {
        guard bytes.count >= Self.byteCount, bytes.starts(with: Self.magic) else { return nil }
        let (firstIndex, capacity, checksum, expected) = unsafe bytes.withUnsafeBytes { bytes in
            unsafe (
                UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
                UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self)),
                UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 20, as: UInt32.self)),
                CRC32.of(UnsafeRawBufferPointer(rebasing: bytes[..<20]))
            )
        }
        guard
            checksum == expected,
            Self.capacities.contains(UInt64(capacity)),
            capacity.nonzeroBitCount == 1
        else { return nil }
        self.init(firstIndex: firstIndex, capacity: UInt64(capacity))
    }

    /// The header as it is written.
    var bytes: [UInt8] {
        var bytes = Self.magic
        bytes.append(littleEndian: self.firstIndex)
        bytes.append(littleEndian: UInt32(truncatingIfNeeded: self.capacity))
        let checksum = unsafe bytes.withUnsafeBytes { unsafe CRC32.of($0) }
        bytes.append(littleEndian: checksum)
        return bytes
    }

    /// The name of the file of the segment that begins with a leaf.
    static func fileName(firstIndex: UInt64) -> String {
        let digits = String(firstIndex)
        return String(repeating: "0", count: 20 - digits.count) + digits + Self.fileNameSuffix
    }

    static let fileNameSuffix = ".leaves"
}
