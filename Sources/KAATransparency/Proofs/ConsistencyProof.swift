/// The proof that one tree is the beginning of another: that nothing before was changed, inserted or removed.
///
/// - Note: RFC 6962 section 2.1.2; verified as RFC 9162 section 2.1.4.2 says.
public struct ConsistencyProof: Hashable, Sendable {
    /// How many leaves the earlier tree has.
    public let earlierSize: UInt64

    /// How many leaves the later tree has.
    public let laterSize: UInt64

    /// The hashes of subtrees from which both roots follow.
    public let path: [MerkleHash]

    /// A proof that was made elsewhere.
    public init(earlierSize: UInt64, laterSize: UInt64, path: [MerkleHash]) {
        self.earlierSize = earlierSize
        self.laterSize = laterSize
        self.path = path
    }

    /// Whether the tree with the one root is the beginning of the tree with the other.
    public func holds(from earlier: MerkleHash, to later: MerkleHash) -> Bool {
        guard self.earlierSize <= self.laterSize else { return false }
        if self.earlierSize == self.laterSize { return self.path.isEmpty && earlier == later }
        if self.earlierSize == 0 { return self.path.isEmpty && earlier == .empty }
        // A full earlier tree is a subtree of the later one, so its root is not repeated in the proof.
        let isFull = self.earlierSize.nonzeroBitCount == 1
        guard var root = isFull ? earlier : self.path.first else { return false }
        var earlierRoot = root
        var (position, last) = (self.earlierSize - 1, self.laterSize - 1)
        while position & 1 == 1 { (position, last) = (position >> 1, last >> 1) }
        for node in self.path.dropFirst(isFull ? 0 : 1) {
            guard last > 0 else { return false }
            if position & 1 == 1 || position == last {
                earlierRoot = MerkleHash(left: node, right: earlierRoot)
                root = MerkleHash(left: node, right: root)
                while position & 1 == 0, position > 0 { (position, last) = (position >> 1, last >> 1) }
            } else {
                root = MerkleHash(left: root, right: node)
            }
            (position, last) = (position >> 1, last >> 1)
        }
        return last == 0 && earlierRoot == earlier && root == later
    }
}
