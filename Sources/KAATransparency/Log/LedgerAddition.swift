/// What readers are to know of leaves that became durable together.
struct LedgerAddition: Sendable {
    /// Where each block that they began begins in its segment.
    var blockOffsets: [UInt64] = []

    /// The hash of each block that they filled.
    var blockHashes: [MerkleHash] = []

    /// How many leaves there are now.
    var size: UInt64 = 0

    /// Where the last record ends in its segment.
    var end: UInt64 = 0
}
