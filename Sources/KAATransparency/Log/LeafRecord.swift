/// A leaf as it stands in a segment file.
///
/// | bytes | content |
/// |---|---|
/// | 0–3 | the CRC-32 of all that follows, little-endian |
/// | 4–7 | the number of bytes that follow these four, little-endian; the highest bit marks the first leaf of a group |
/// | 8 | 0x00, so that the rest of the record is what RFC 6962 hashes |
/// | 9… | the leaf |
///
/// A group is what was made durable together. A record that begins a group shows that all before it had been.
struct LeafRecord: Sendable {
    static let headerByteCount = 8
    static let maximumLeafByteCount = 65_536
    static let bodyByteCounts = 1...(Self.maximumLeafByteCount + 1)
    private static let groupMark: UInt32 = 1 << 31

    /// Where the record begins in its file.
    let offset: UInt64

    /// Where the hashed bytes stand in the buffer of who read it.
    let body: Range<Int>

    let beginsGroup: Bool

    /// Adds the record of `leaf`.
    ///
    /// - Returns: The leaf's hash.
    static func append(
        _ leaf: some Collection<UInt8>,
        beginsGroup: Bool,
        to buffer: inout [UInt8]
    ) -> MerkleHash {
        let start = buffer.count
        buffer.append(littleEndian: UInt32(0))
        let length = UInt32(truncatingIfNeeded: leaf.count + 1)
        buffer.append(littleEndian: beginsGroup ? length | Self.groupMark : length)
        buffer.append(MerkleHash.leafPrefix)
        buffer.append(contentsOf: leaf)
        let (checksum, hash) = unsafe buffer.withUnsafeBytes { bytes in
            unsafe (
                CRC32.of(UnsafeRawBufferPointer(rebasing: bytes[(start + 4)...])),
                MerkleHash(body: UnsafeRawBufferPointer(rebasing: bytes[(start + Self.headerByteCount)...]))
            )
        }
        buffer.replace(at: start, littleEndian: checksum)
        return hash
    }

    /// What stands at the beginning of `bytes`.
    static func parse(_ bytes: UnsafeRawBufferPointer) -> Parsed {
        guard bytes.count >= Self.headerByteCount else { return .unfinished(needed: Self.headerByteCount) }
        let checksum = unsafe UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
        let word = unsafe UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
        let length = Int(word & ~Self.groupMark)
        guard Self.bodyByteCounts.contains(length) else { return .damaged("a record of \(length) bytes") }
        let end = Self.headerByteCount + length
        guard bytes.count >= end else { return .unfinished(needed: end) }
        guard unsafe CRC32.of(UnsafeRawBufferPointer(rebasing: bytes[4..<end])) == checksum else {
            return .damaged("a record whose checksum is wrong")
        }
        guard unsafe bytes[Self.headerByteCount] == MerkleHash.leafPrefix else {
            return .damaged("a record that is no leaf")
        }
        return .whole(bodyByteCount: length, beginsGroup: word & Self.groupMark != 0)
    }

    enum Parsed: Equatable {
        case whole(bodyByteCount: Int, beginsGroup: Bool)
        case unfinished(needed: Int)
        case damaged(String)
    }
}
