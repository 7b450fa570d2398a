/// Reads the leaves of a log whose blocks are known.
struct LeafSource: Sendable {
    let directory: String
    let index: LedgerIndex

    /// The leaves of a range that is within the log.
    func leaves(in range: Range<UInt64>) throws -> [[UInt8]] {
        var leaves: [[UInt8]] = []
        leaves.reserveCapacity(range.count)
        try self.read(range) { scanner, record in leaves.append(scanner.leaf(record)) }
        return leaves
    }

    /// The hashes of the leaves of a range that is within the log.
    func hashes(in range: Range<UInt64>) throws -> [MerkleHash] {
        var hashes: [MerkleHash] = []
        hashes.reserveCapacity(range.count)
        try self.read(range) { scanner, record in
            hashes.append(scanner.hash(record))
        }
        return hashes
    }

    private func read(_ range: Range<UInt64>, _ body: (SegmentScanner, LeafRecord) -> Void) throws {
        var next = range.lowerBound
        while next < range.upperBound {
            let place = self.index.place(ofBlockWith: next)
            let file = try LogFile(reading: self.directory + "/" + place.fileName)
            let end = try place.end ?? file.byteCount()
            var scanner = SegmentScanner(file, from: place.start, to: end)
            let blockEnd = min(place.firstIndex + self.index.blockLeafCount, range.upperBound)
            for position in place.firstIndex..<blockEnd {
                guard case .record(let record) = try scanner.next() else {
                    let what = "a record that was whole when the log was opened"
                    let offset = scanner.offset
                    throw LedgerDamage(.record, file: place.fileName, offset: offset, index: position, what)
                }
                if position >= next { body(scanner, record) }
            }
            next = blockEnd
        }
    }
}
