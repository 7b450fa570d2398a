/// Reads the records of a segment file one after the other, with little memory whatever the file's size.
struct SegmentScanner {
    enum Step {
        case record(LeafRecord)
        case end
        /// The file ends within a record.
        case unfinished
        case damaged(String)
    }

    private static let chunkByteCount = 1 << 20

    private let file: LogFile
    private let end: UInt64
    private var buffer: [UInt8] = []
    private var position = 0
    private var bufferOffset: UInt64

    /// Where the next record begins.
    var offset: UInt64 { self.bufferOffset + UInt64(self.position) }

    /// Begins at `offset`, where a record begins, and reads no further than `end`.
    init(_ file: LogFile, from offset: UInt64, to end: UInt64) {
        self.file = file
        self.bufferOffset = offset
        self.end = end
    }

    /// Reads the next record, whose body is good until the next call.
    mutating func next() throws(LedgerError) -> Step {
        switch self.parse() {
        case .whole(let length, let beginsGroup): return .record(self.take(length, beginsGroup))
        case .damaged(let what): return .damaged(what)
        case .unfinished: break
        }
        try self.refill()
        switch self.parse() {
        case .whole(let length, let beginsGroup): return .record(self.take(length, beginsGroup))
        case .damaged(let what): return .damaged(what)
        case .unfinished: return self.position == self.buffer.count ? .end : .unfinished
        }
    }

    /// The hash of a record's leaf.
    func hash(_ record: LeafRecord) -> MerkleHash {
        unsafe self.buffer.withUnsafeBytes { bytes in
            unsafe MerkleHash(body: UnsafeRawBufferPointer(rebasing: bytes[record.body]))
        }
    }

    /// The leaf of a record.
    func leaf(_ record: LeafRecord) -> [UInt8] {
        Array(self.buffer[record.body.dropFirst()])
    }

    private func parse() -> LeafRecord.Parsed {
        unsafe self.buffer.withUnsafeBytes { bytes in
            unsafe LeafRecord.parse(UnsafeRawBufferPointer(rebasing: bytes[self.position...]))
        }
    }

    private mutating func take(_ length: Int, _ beginsGroup: Bool) -> LeafRecord {
        let start = self.position + LeafRecord.headerByteCount
        let record = LeafRecord(offset: self.offset, body: start..<(start + length), beginsGroup: beginsGroup)
        self.position = start + length
        return record
    }

    /// Reads on; a chunk holds several of the longest records.
    private mutating func refill() throws(LedgerError) {
        let kept = Array(self.buffer[self.position...])
        self.bufferOffset = self.offset
        self.position = 0
        let read = self.bufferOffset + UInt64(kept.count)
        let wanted = min(UInt64(Self.chunkByteCount), self.end - min(read, self.end))
        self.buffer = wanted > 0 ? kept + (try self.file.bytes(at: read, count: Int(wanted))) : kept
    }
}
