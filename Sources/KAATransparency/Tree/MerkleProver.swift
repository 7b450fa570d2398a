/// Computes the hashes that prove something of a tree, from the hashes of its full blocks and the leaves of a few.
///
/// - Note: RFC 6962 sections 2.1, 2.1.1 and 2.1.2.
struct MerkleProver {
    /// The hash of each full block in order.
    let blocks: [MerkleHash]

    /// How many leaves a block has, a power of two.
    let blockLeafCount: UInt64

    /// The hashes of leaves, asked for within one block only.
    let leaves: (Range<UInt64>) throws -> [MerkleHash]

    /// The hash of the tree over `range`, which is one that RFC 6962 splits a tree into.
    func root(of range: Range<UInt64>) throws -> MerkleHash {
        var edge = MerkleFrontier()
        let isAligned = range.lowerBound.isMultiple(of: self.blockLeafCount)
        let firstBlock = range.lowerBound / self.blockLeafCount
        let endBlock = isAligned ? range.upperBound / self.blockLeafCount : firstBlock
        for block in firstBlock..<max(firstBlock, endBlock) { edge.append(self.blocks[Int(block)]) }
        let rest = max(range.lowerBound, endBlock * self.blockLeafCount)..<range.upperBound
        guard !rest.isEmpty else { return edge.root ?? .empty }
        var restEdge = MerkleFrontier()
        for hash in try self.leaves(rest) { restEdge.append(hash) }
        return edge.root(rightmost: restEdge.root) ?? .empty
    }

    /// The hashes that lead from a leaf to the root.
    func inclusionPath(of index: UInt64, in range: Range<UInt64>) throws -> [MerkleHash] {
        guard range.count > 1 else { return [] }
        let middle = Self.middle(of: range)
        let (left, right) = (range.lowerBound..<middle, middle..<range.upperBound)
        return index < middle
            ? try self.inclusionPath(of: index, in: left) + [self.root(of: right)]
            : try self.inclusionPath(of: index, in: right) + [self.root(of: left)]
    }

    /// The hashes that lead from the tree of the first `size` leaves to that of all leaves of `range`.
    ///
    /// - Parameters:
    ///   - size: More than none and at most all leaves.
    ///   - range: From zero.
    /// - Returns: The hashes.
    /// - Throws: What the reading of leaves throws.
    func consistencyPath(from size: UInt64, in range: Range<UInt64>) throws -> [MerkleHash] {
        try self.subproof(size, range, isWhole: true)
    }

    private func subproof(_ end: UInt64, _ range: Range<UInt64>, isWhole: Bool) throws -> [MerkleHash] {
        guard end < range.upperBound else { return isWhole ? [] : [try self.root(of: range)] }
        let middle = Self.middle(of: range)
        let (left, right) = (range.lowerBound..<middle, middle..<range.upperBound)
        return end <= middle
            ? try self.subproof(end, left, isWhole: isWhole) + [self.root(of: right)]
            : try self.subproof(end, right, isWhole: false) + [self.root(of: left)]
    }

    /// Where the left subtree ends: after the largest power of two that is smaller than the number of leaves.
    private static func middle(of range: Range<UInt64>) -> UInt64 {
        let last = UInt64(range.count - 1)
        return range.lowerBound + (1 << (UInt64.bitWidth - 1 - last.leadingZeroBitCount))
    }
}
