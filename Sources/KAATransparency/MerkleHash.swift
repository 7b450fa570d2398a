import Crypto

/// A hash in a Merkle tree.
///
/// - Note: RFC 6962 section 2.1, with SHA-256.
public struct MerkleHash: Hashable, Sendable {
    /// The number of bytes.
    public static let byteCount = SHA256Digest.byteCount

    /// The bytes.
    public let bytes: [UInt8]

    /// The hash of a leaf's content.
    public init(leaf: some Sequence<UInt8>) {
        var hasher = SHA256()
        hasher.update(data: [0x00])
        hasher.update(data: Array(leaf))
        self.bytes = Array(hasher.finalize())
    }

    /// The hash of a node above two others.
    public init(left: MerkleHash, right: MerkleHash) {
        var hasher = SHA256()
        hasher.update(data: [0x01])
        hasher.update(data: left.bytes)
        hasher.update(data: right.bytes)
        self.bytes = Array(hasher.finalize())
    }
}
