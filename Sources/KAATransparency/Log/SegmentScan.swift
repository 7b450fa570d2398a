/// What one segment file holds, read from its beginning to its end.
struct SegmentScan: Sendable {
    /// How many leaves make one block, the unit of which the log keeps a hash and a place in memory.
    static let blockLeafCount: UInt64 = 256

    let name: String
    let header: SegmentHeader

    /// How many whole leaves there are.
    private(set) var count: UInt64 = 0

    /// Where the last whole record ends.
    private(set) var end = UInt64(SegmentHeader.byteCount)

    /// Where each block begins, the last one perhaps not full.
    private(set) var blockOffsets: [UInt64] = []

    /// The hash of each full block.
    private(set) var blockHashes: [MerkleHash] = []

    /// The hashes of the leaves after the last full block.
    private(set) var tail: [MerkleHash] = []

    /// The hash of the segment's own tree at each size that was asked for, and was reached.
    private(set) var roots: [UInt64: MerkleHash] = [:]

    /// What stands after the last whole record, if anything does.
    private(set) var damage: LedgerDamage?

    /// Whether the damage can be a write that the system stopped in: no group began after it.
    private(set) var isUnfinished = false

    private var edge = MerkleFrontier()
    private var blockEdge = MerkleFrontier()

    /// How many leaves one block has in this segment.
    var blockLeafCount: UInt64 { min(Self.blockLeafCount, self.header.capacity) }

    /// The hash of the segment's own tree, or `nil` without leaves.
    var root: MerkleHash? { self.edge.root(rightmost: self.blockEdge.root) }

    private init(name: String, header: SegmentHeader) {
        self.name = name
        self.header = header
    }

    /// Reads a segment.
    ///
    /// - Parameters:
    ///   - segment: The file.
    ///   - sizes: Numbers of leaves of the segment at which its hash is wanted, ascending.
    ///   - progress: Told from time to time how many more bytes were read.
    /// - Returns: What was found, up to the first damage.
    /// - Throws: ``LedgerError`` if the file cannot be read. What is wrong in it is in ``damage``.
    static func scan(
        _ segment: SegmentFile,
        sizes: some Sequence<UInt64>,
        progress: (UInt64) -> Void
    ) throws(LedgerError) -> SegmentScan {
        var scan = SegmentScan(name: segment.name, header: segment.header)
        let file = try LogFile(reading: segment.path)
        var scanner = SegmentScanner(file, from: scan.end, to: segment.byteCount)
        var sizes = sizes.makeIterator()
        var wanted = sizes.next()
        var reported = scan.end
        while true {
            switch try scanner.next() {
            case .record(let record):
                guard scan.count < scan.header.capacity else {
                    scan.note("a record more than a full segment has", at: record.offset)
                    return scan
                }
                scan.add(scanner.hash(record), record, end: scanner.offset)
                while let size = wanted, size <= scan.count {
                    scan.roots[size] = scan.root
                    wanted = sizes.next()
                }
                if scan.end - reported > 1 << 22 {
                    progress(scan.end - reported)
                    reported = scan.end
                }
                continue
            case .end: break
            case .unfinished:
                scan.note("a record that isn't finished", at: scan.end)
                scan.isUnfinished = true
            case .damaged(let what):
                scan.note(what, at: scan.end)
                scan.isUnfinished = try !Self.hasGroup(in: file, after: scan.end, to: segment.byteCount)
            }
            progress(segment.byteCount - reported)
            return scan
        }
    }

    private mutating func add(_ hash: MerkleHash, _ record: LeafRecord, end: UInt64) {
        if self.tail.isEmpty { self.blockOffsets.append(record.offset) }
        self.tail.append(hash)
        self.blockEdge.append(hash)
        self.count += 1
        self.end = end
        guard self.blockEdge.count == self.blockLeafCount, let block = self.blockEdge.root else { return }
        self.blockHashes.append(block)
        self.edge.append(block)
        self.blockEdge.removeAll()
        self.tail.removeAll(keepingCapacity: true)
    }

    private mutating func note(_ what: String, at offset: UInt64) {
        let index = self.header.firstIndex + self.count
        self.damage = LedgerDamage(.record, file: self.name, offset: offset, index: index, what)
    }

    /// Says that the file ends too early, since another segment follows.
    mutating func noteMissingLeaves() {
        self.note("the end of a segment that isn't full, though another follows", at: self.end)
    }

    /// Whether a whole record that begins a group stands anywhere after `offset`.
    ///
    /// All before a group was durable when the group was written, so damage before one is no unfinished write.
    private static func hasGroup(in file: LogFile, after offset: UInt64, to end: UInt64) throws(LedgerError) -> Bool {
        let chunk = 1 << 20
        var start = offset + 1
        while start < end {
            let longest = LeafRecord.headerByteCount + LeafRecord.bodyByteCounts.upperBound
            let wanted = min(UInt64(chunk + longest), end - start)
            let bytes = try file.bytes(at: start, count: Int(wanted))
            let isFound = unsafe bytes.withUnsafeBytes { bytes in
                (0..<min(chunk, bytes.count)).contains { position in
                    let parsed = unsafe LeafRecord.parse(UnsafeRawBufferPointer(rebasing: bytes[position...]))
                    guard case .whole(_, beginsGroup: true) = parsed else { return false }
                    return true
                }
            }
            if isFound { return true }
            start += UInt64(chunk)
        }
        return false
    }
}
