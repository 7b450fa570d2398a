/// The end of a log, where one thread at a time adds.
struct LedgerWriter: Sendable {
    /// How many bytes are written at a time, so that a group of long leaves takes little memory.
    private static let bufferByteCount = 1 << 20

    private let directory: String
    private let configuration: LedgerConfiguration
    private let key: LedgerKey
    private let segmentLeafCount: UInt64
    private let blockLeafCount: UInt64
    private let checkpoints: LogFile
    private var segment: LogFile?

    /// The index of the leaf with which the next segment begins.
    private var segmentEnd: UInt64

    private var end: UInt64
    private var edge = MerkleFrontier()
    private var blockEdge = MerkleFrontier()
    private var latest: SignedCheckpoint?
    private var buffer: [UInt8] = []

    /// How many leaves were added.
    private(set) var size: UInt64

    /// How many leaves no checkpoint covers.
    var unsignedCount: UInt64 { self.size - (self.latest?.checkpoint.size ?? 0) }

    /// Goes on where the files end.
    init(
        _ directory: String,
        _ configuration: LedgerConfiguration,
        _ key: LedgerKey,
        _ index: LedgerIndex,
        scan: LedgerScan
    ) throws(LedgerError) {
        self.directory = directory
        self.configuration = configuration
        self.key = key
        self.segmentLeafCount = index.segmentLeafCount
        self.blockLeafCount = index.blockLeafCount
        self.checkpoints = try LogFile(appendingTo: directory + "/" + CheckpointReader.fileName)
        self.latest = index.latestCheckpoint
        self.size = index.size
        self.end = index.end
        self.segmentEnd = index.size
        for hash in index.blockHashes { self.edge.append(hash) }
        if let last = scan.segments.last {
            for hash in last.tail { self.blockEdge.append(hash) }
            if last.count < last.header.capacity {
                self.segment = try LogFile(appendingTo: directory + "/" + last.name)
                self.segmentEnd = last.header.firstIndex + last.header.capacity
            }
        }
    }

    /// Adds leaves and waits for the disk.
    ///
    /// - Returns: What readers are to know of them.
    mutating func append(_ batches: some Sequence<LeafBatch>) throws(LedgerError) -> LedgerAddition {
        var addition = LedgerAddition()
        var beginsGroup = true
        for batch in batches {
            for position in 0..<batch.count {
                try self.append(batch.leaf(at: position), &beginsGroup, &addition)
            }
        }
        try self.flush()
        addition.size = self.size
        addition.end = self.end
        return addition
    }

    /// Adds a leaf without waiting for the disk.
    private mutating func append(
        _ leaf: ArraySlice<UInt8>,
        _ beginsGroup: inout Bool,
        _ addition: inout LedgerAddition
    ) throws(LedgerError) {
        if self.size == self.segmentEnd {
            try self.flush()
            try self.beginSegment()
            beginsGroup = true
        }
        if self.blockEdge.count == 0 { addition.blockOffsets.append(self.end) }
        let before = self.buffer.count
        self.blockEdge.append(LeafRecord.append(leaf, beginsGroup: beginsGroup, to: &self.buffer))
        beginsGroup = false
        self.end += UInt64(self.buffer.count - before)
        self.size += 1
        if self.blockEdge.count == self.blockLeafCount, let block = self.blockEdge.root {
            self.edge.append(block)
            self.blockEdge.removeAll()
            addition.blockHashes.append(block)
        }
        if self.buffer.count > Self.bufferByteCount { try self.write() }
    }

    /// Signs what there is, and waits for the disk.
    mutating func sign() throws(LedgerError) -> SignedCheckpoint {
        let checkpoint = Checkpoint(
            origin: self.configuration.origin,
            size: self.size,
            root: self.edge.root(rightmost: self.blockEdge.root) ?? .empty,
            time: self.configuration.now(),
            previous: self.latest?.noteHash
        )
        guard let note = try? SignedCheckpoint(signing: checkpoint, with: self.key) else {
            throw LedgerError(.unavailable, "The log's key cannot sign.")
        }
        try self.checkpoints.append(Array(note.text.utf8) + [UInt8(ascii: "\n")])
        try self.checkpoints.synchronize()
        self.latest = note
        return note
    }

    private mutating func beginSegment() throws(LedgerError) {
        let header = SegmentHeader(firstIndex: self.size, capacity: self.segmentLeafCount)
        let file = try LogFile(appendingTo: self.directory + "/" + SegmentHeader.fileName(firstIndex: self.size))
        try file.append(header.bytes)
        try file.synchronize()
        try LogFile.synchronizeFolder(self.directory)
        self.segment = file
        self.segmentEnd = self.size + self.segmentLeafCount
        self.end = UInt64(SegmentHeader.byteCount)
    }

    private mutating func flush() throws(LedgerError) {
        try self.write()
        guard let segment = self.segment, self.configuration.waitsForDisk else { return }
        try segment.synchronize()
    }

    private mutating func write() throws(LedgerError) {
        guard !self.buffer.isEmpty, let segment = self.segment else { return }
        try segment.append(self.buffer)
        self.buffer.removeAll(keepingCapacity: true)
    }
}
