/// The right edge of a tree that grows: the hashes of the full subtrees that its leaves make, largest first.
///
/// What it counts as a leaf may itself be a full subtree, so that edges of different heights fold into one root.
struct MerkleFrontier: Sendable {
    private var nodes: [MerkleHash] = []

    /// How many leaves were added.
    private(set) var count: UInt64 = 0

    /// The hash of the tree, or `nil` as long as it has no leaf.
    var root: MerkleHash? { self.root(rightmost: nil) }

    /// Adds a leaf by its hash.
    ///
    /// - Complexity: O(1) on average, O(log n) at worst.
    mutating func append(_ leaf: MerkleHash) {
        var node = leaf
        var position = self.count
        while position & 1 == 1 {
            node = MerkleHash(left: self.nodes.removeLast(), right: node)
            position >>= 1
        }
        self.nodes.append(node)
        self.count += 1
    }

    /// The hash of the tree with one more subtree at its right that is not full.
    ///
    /// - Complexity: O(log n).
    func root(rightmost: MerkleHash?) -> MerkleHash? {
        var root = rightmost
        for node in self.nodes.reversed() {
            root = root.map { MerkleHash(left: node, right: $0) } ?? node
        }
        return root
    }

    /// Forgets the leaves.
    mutating func removeAll() {
        self.nodes.removeAll(keepingCapacity: true)
        self.count = 0
    }
}
