import Foundation

/// What was found when a log was opened: that all of it is whole, or what is not.
struct LedgerOpening {
    let index: LedgerIndex
    let scan: LedgerScan

    /// How many bytes of writes that were never acknowledged were cut from the end.
    private(set) var cutByteCount: UInt64 = 0

    /// Reads all of a log that this process has locked, and cuts what a crash left unfinished.
    ///
    /// - Throws: ``LedgerDamage``; ``LedgerError``.
    init(
        _ directory: String,
        _ configuration: LedgerConfiguration,
        _ key: LedgerPublicKey,
        progress: @Sendable (UInt64, UInt64) -> Void
    ) throws {
        let (latest, checkpointCut) = try Self.readCheckpoints(directory, configuration, key)
        let signedSize = latest?.checkpoint.size ?? 0
        var cutByteCount = checkpointCut
        cutByteCount += try Self.removeUnfinishedSegment(in: directory, signedSize: signedSize)
        let files = try SegmentFile.all(in: directory)
        if latest == nil, let first = files.first {
            let what = "no checkpoint, though there are leaves in \(first.name)"
            throw LedgerDamage(.checkpoint, file: CheckpointReader.fileName, index: 0, what)
        }
        let scan = try LedgerScan.scan(
            files,
            sizes: { $0.header.firstIndex < signedSize ? [signedSize - $0.header.firstIndex] : [] },
            progress: progress
        )
        if let damage = scan.damage, let last = scan.segments.last {
            guard last.isUnfinished, scan.segments.count == files.count, scan.count >= signedSize else { throw damage }
            let file = try LogFile(appendingTo: directory + "/" + last.name)
            cutByteCount += try file.byteCount() - last.end
            try file.truncate(to: last.end)
        }
        if let latest { try Self.check(scan, against: latest.checkpoint) }
        let capacity = files.first?.header.capacity ?? configuration.segmentLeafCount
        var index = LedgerIndex(scan, segmentLeafCount: capacity)
        index.latestCheckpoint = latest
        self.index = index
        self.scan = scan
        self.cutByteCount = cutByteCount
    }

    private static func check(_ scan: LedgerScan, against checkpoint: Checkpoint) throws {
        guard scan.count >= checkpoint.size else {
            let last = scan.segments.last
            let what = "the end, though \(checkpoint.size) entries were signed"
            let file = last?.name ?? SegmentHeader.fileName(firstIndex: 0)
            throw LedgerDamage(.truncation, file: file, offset: last?.end, index: scan.count, what)
        }
        guard scan.root(at: checkpoint.size) == checkpoint.root else {
            let what = "the first \(checkpoint.size) entries are not those that were signed"
            throw LedgerDamage(.history, file: SegmentHeader.fileName(firstIndex: 0), index: 0, what)
        }
        let unsignedCount = scan.count - checkpoint.size
        guard unsignedCount <= Ledger.maximumUnsignedCount else {
            let what = "\(unsignedCount) entries that no checkpoint vouches for"
            let file = CheckpointReader.fileName
            throw LedgerDamage(.unsigned, file: file, index: checkpoint.size, what)
        }
    }

    /// The newest checkpoint, all before it being those that it follows.
    private static func readCheckpoints(
        _ directory: String,
        _ configuration: LedgerConfiguration,
        _ key: LedgerPublicKey
    ) throws -> (SignedCheckpoint?, cut: UInt64) {
        let path = directory + "/" + CheckpointReader.fileName
        guard FileManager.default.fileExists(atPath: path) else { return (nil, 0) }
        let file = try LogFile(reading: path)
        let byteCount = try file.byteCount()
        var chain = CheckpointChain(try LogFile(reading: path), to: byteCount)
        while try chain.next() != nil {}
        var cut: UInt64 = 0
        if let offset = chain.unfinishedOffset {
            cut = byteCount - offset
            try LogFile(appendingTo: path).truncate(to: offset)
        }
        guard let latest = chain.latest else { return (nil, cut) }
        guard latest.checkpoint.origin == configuration.origin else {
            let what = "the checkpoints of the log '\(latest.checkpoint.origin)'"
            throw LedgerDamage(.checkpoint, file: CheckpointReader.fileName, what)
        }
        guard latest.isSigned(with: key) else { throw chain.unsigned() }
        return (latest, cut)
    }

    /// Removes a last segment file in which the system stopped before it had a beginning.
    private static func removeUnfinishedSegment(in directory: String, signedSize: UInt64) throws -> UInt64 {
        guard let name = try SegmentFile.names(in: directory).last else { return 0 }
        let file = try LogFile(reading: directory + "/" + name)
        let byteCount = try file.byteCount()
        guard
            byteCount <= UInt64(SegmentHeader.byteCount),
            SegmentHeader(bytes: try file.bytes(at: 0, count: SegmentHeader.byteCount)) == nil,
            let firstIndex = UInt64(name.dropLast(SegmentHeader.fileNameSuffix.count)),
            firstIndex >= signedSize
        else { return 0 }
        try FileManager.default.removeItem(atPath: directory + "/" + name)
        try LogFile.synchronizeFolder(directory)
        return byteCount
    }
}
