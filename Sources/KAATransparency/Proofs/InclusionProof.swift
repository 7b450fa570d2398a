/// The proof that a leaf is in a tree, at its place.
///
/// - Note: RFC 6962 section 2.1.1; verified as RFC 9162 section 2.1.3.2 says.
public struct InclusionProof: Hashable, Sendable {
    /// Which leaf it is, counted from zero.
    public let index: UInt64

    /// How many leaves the tree has.
    public let size: UInt64

    /// The hashes of the subtrees beside the way from the leaf to the root.
    public let path: [MerkleHash]

    /// A proof that was made elsewhere.
    public init(index: UInt64, size: UInt64, path: [MerkleHash]) {
        self.index = index
        self.size = size
        self.path = path
    }

    /// Whether the tree with this root has the leaf at the index.
    ///
    /// - Parameters:
    ///   - leaf: The leaf's hash.
    ///   - root: The root of a tree of ``size`` leaves.
    /// - Returns: Whether the proof holds.
    public func holds(for leaf: MerkleHash, under root: MerkleHash) -> Bool {
        guard self.index < self.size else { return false }
        var (node, position, last) = (leaf, self.index, self.size - 1)
        for sibling in self.path {
            guard last > 0 else { return false }
            if position & 1 == 1 || position == last {
                node = MerkleHash(left: sibling, right: node)
                while position & 1 == 0, position > 0 { (position, last) = (position >> 1, last >> 1) }
            } else {
                node = MerkleHash(left: node, right: sibling)
            }
            (position, last) = (position >> 1, last >> 1)
        }
        return last == 0 && node == root
    }
}
