/// Leaves one after the other in one piece of memory, which cost no allocation each.
public struct LeafBatch: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    /// Creates a batch without leaves.
    public init() {}

    /// Creates a batch of leaves.
    ///
    /// - Returns: `nil` if one has more than ``Ledger/maximumLeafByteCount`` bytes.
    public init?(_ leaves: [[UInt8]]) {
        self.bytes.reserveCapacity(leaves.reduce(0) { $0 + $1.count })
        for leaf in leaves {
            guard self.append(writing: { $0 += leaf }) else { return nil }
        }
    }

    /// How many leaves there are.
    public var count: Int { self.ends.count }

    /// Whether there is none.
    public var isEmpty: Bool { self.ends.isEmpty }

    /// The leaf at a position, the first at 0.
    public func leaf(at position: Int) -> ArraySlice<UInt8> {
        self.bytes[(position == 0 ? 0 : self.ends[position - 1])..<self.ends[position]]
    }

    /// Adds a leaf.
    ///
    /// - Parameter write: Adds the leaf's bytes to those it is given, and changes nothing of those.
    /// - Returns: Whether it was added; a leaf of more than ``Ledger/maximumLeafByteCount`` bytes is not.
    public mutating func append(writing write: (inout [UInt8]) -> Void) -> Bool {
        let start = self.bytes.count
        write(&self.bytes)
        guard self.bytes.count - start <= Ledger.maximumLeafByteCount else {
            self.bytes.removeSubrange(start...)
            return false
        }
        self.ends.append(self.bytes.count)
        return true
    }

    /// Adds leaves after those that there are.
    public mutating func append(contentsOf other: LeafBatch) {
        let start = self.bytes.count
        self.bytes += other.bytes
        self.ends += other.ends.lazy.map { start + $0 }
    }

    /// An empty batch with room for as much as this one has, for the next.
    public var emptied: LeafBatch {
        var batch = LeafBatch()
        batch.bytes.reserveCapacity(self.bytes.count)
        batch.ends.reserveCapacity(self.ends.count)
        return batch
    }
}
