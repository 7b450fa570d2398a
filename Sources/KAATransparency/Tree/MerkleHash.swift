import Crypto

/// A hash in a Merkle tree.
///
/// - Note: RFC 6962 section 2.1, with SHA-256.
public struct MerkleHash: Hashable, Sendable {
    /// The number of bytes.
    public static let byteCount = SHA256Digest.byteCount

    /// The hash of a tree without leaves.
    public static let empty = MerkleHash(SHA256().finalize())

    static let leafPrefix: UInt8 = 0x00
    private static let nodePrefix: UInt8 = 0x01

    // Four words instead of an array, since a tree of millions has as many hashes and each array is an allocation.
    private let words: [4 of UInt64]

    /// The bytes.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.byteCount)
        for index in self.words.indices {
            unsafe withUnsafeBytes(of: self.words[index]) { unsafe bytes.append(contentsOf: $0) }
        }
        return bytes
    }

    /// A hash that was computed elsewhere.
    ///
    /// - Returns: `nil` unless there are ``byteCount`` bytes.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self = unsafe Array(bytes).withUnsafeBytes { unsafe MerkleHash(words: $0) }
    }

    /// The hash of a leaf's content.
    public init(leaf: some Sequence<UInt8>) {
        let body = [Self.leafPrefix] + Array(leaf)
        self = unsafe body.withUnsafeBytes { unsafe MerkleHash(body: $0) }
    }

    /// The hash of a node above two others.
    public init(left: MerkleHash, right: MerkleHash) {
        self = unsafe withUnsafeTemporaryAllocation(byteCount: 1 + 2 * Self.byteCount, alignment: 8) { buffer in
            unsafe buffer[0] = Self.nodePrefix
            for index in left.words.indices {
                unsafe buffer.storeBytes(of: left.words[index], toByteOffset: 1 + index * 8, as: UInt64.self)
                unsafe buffer.storeBytes(of: right.words[index], toByteOffset: 33 + index * 8, as: UInt64.self)
            }
            return unsafe MerkleHash(body: UnsafeRawBufferPointer(buffer))
        }
    }

    /// The hash of bytes that begin with the prefix of a leaf or a node.
    init(body: UnsafeRawBufferPointer) {
        var hasher = SHA256()
        unsafe hasher.update(bufferPointer: body)
        self.init(hasher.finalize())
    }

    private init(_ digest: SHA256Digest) {
        self = unsafe digest.withUnsafeBytes { unsafe MerkleHash(words: $0) }
    }

    private init(words bytes: UnsafeRawBufferPointer) {
        self.words = InlineArray { index in
            unsafe bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)
        }
    }

    /// Compares the bytes.
    public static func == (left: MerkleHash, right: MerkleHash) -> Bool {
        left.words.indices.allSatisfy { left.words[$0] == right.words[$0] }
    }

    /// Hashes the bytes.
    public func hash(into hasher: inout Hasher) {
        for index in self.words.indices { hasher.combine(self.words[index]) }
    }
}

extension MerkleHash: CustomStringConvertible {
    /// The bytes in hexadecimal, as in RFC 9162's examples.
    public var description: String {
        let digits = Array("0123456789abcdef")
        return String(self.bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
