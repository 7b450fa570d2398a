/// Where the durable leaves of a log stand, and the hashes of its blocks.
struct LedgerIndex: Sendable {
    /// How many leaves are durable.
    private(set) var size: UInt64 = 0

    /// The newest checkpoint, which covers all leaves or all but those of the last second.
    var latestCheckpoint: SignedCheckpoint?

    let segmentLeafCount: UInt64

    /// Where each block begins in its segment, the last one perhaps not full.
    private(set) var blockOffsets: [UInt64] = []

    /// The hash of each full block.
    private(set) var blockHashes: [MerkleHash] = []

    /// Where the last durable record of the last segment ends.
    private(set) var end: UInt64 = 0

    /// How many leaves make a block.
    var blockLeafCount: UInt64 { min(SegmentScan.blockLeafCount, self.segmentLeafCount) }

    init(_ scan: LedgerScan, segmentLeafCount: UInt64) {
        self.segmentLeafCount = segmentLeafCount
        self.size = scan.count
        for segment in scan.segments {
            self.blockOffsets += segment.blockOffsets
            self.blockHashes += segment.blockHashes
            self.end = segment.end
        }
    }

    /// Takes in what became durable.
    mutating func add(_ addition: LedgerAddition) {
        self.blockOffsets += addition.blockOffsets
        self.blockHashes += addition.blockHashes
        self.size = addition.size
        self.end = addition.end
    }

    /// Where the block with the leaf stands.
    func place(ofBlockWith index: UInt64) -> BlockPlace {
        let block = Int(index / self.blockLeafCount)
        let firstIndex = UInt64(block) * self.blockLeafCount
        let segmentIndex = index / self.segmentLeafCount * self.segmentLeafCount
        let isSegmentEnd = (firstIndex + self.blockLeafCount) % self.segmentLeafCount == 0
        // A segment without leaves may follow a full one: `end` is then in that, and the full one ends with its file.
        let isOpen = self.size < segmentIndex + self.segmentLeafCount
        let isLast = isOpen && block + 1 == self.blockOffsets.count
        return BlockPlace(
            fileName: SegmentHeader.fileName(firstIndex: segmentIndex),
            firstIndex: firstIndex,
            start: self.blockOffsets[block],
            end: isLast ? self.end : isSegmentEnd ? nil : self.blockOffsets[block + 1]
        )
    }

    /// Where a block stands.
    struct BlockPlace: Sendable {
        let fileName: String
        let firstIndex: UInt64
        let start: UInt64
        /// Where it ends, or `nil` for the end of the file.
        let end: UInt64?
    }
}
