/// A log in a folder, read by somebody who doesn't write it: an auditor with a copy, or a witness.
///
/// Reading it shows damage of the files; that nobody rewrote them is what ``LedgerVerifier`` proves.
public struct LedgerArchive: Sendable {
    /// The newest checkpoint.
    public let latestCheckpoint: SignedCheckpoint

    private let source: LeafSource

    /// Reads a log.
    ///
    /// - Parameters:
    ///   - directory: The folder.
    ///   - progress: Told from any thread how many bytes were read of how many.
    /// - Throws: ``LedgerDamage``; ``LedgerError``.
    /// - Complexity: O(n), on all cores.
    public init(_ directory: String, progress: @Sendable (UInt64, UInt64) -> Void = { _, _ in }) throws {
        let file = try CheckpointReader.open(in: directory)
        var chain = CheckpointChain(file, to: try file.byteCount())
        while try chain.next() != nil {}
        guard let latest = chain.latest else {
            throw LedgerDamage(.checkpoint, file: CheckpointReader.fileName, offset: 0, "there is no checkpoint")
        }
        let files = try SegmentFile.all(in: directory)
        let scan = try LedgerScan.scan(files, sizes: { _ in [] }, progress: progress)
        if let damage = scan.damage, scan.count < latest.checkpoint.size { throw damage }
        guard scan.count >= latest.checkpoint.size else {
            throw LedgerDamage.truncation(scan, file: scan.segments.last?.name, signed: latest.checkpoint)
        }
        var index = LedgerIndex(scan, segmentLeafCount: files.first?.header.capacity ?? SegmentScan.blockLeafCount)
        index.latestCheckpoint = latest
        self.latestCheckpoint = latest
        self.source = LeafSource(directory: directory, index: index)
    }

    /// How many leaves there are.
    public var size: UInt64 { self.source.index.size }

    /// Leaves in order, which the newest checkpoint need not cover yet.
    ///
    /// - Parameter range: Their indices. The caller bounds it, since all of them are returned at once.
    /// - Returns: The leaves.
    /// - Throws: ``LedgerDamage`` if a file was changed meanwhile; ``LedgerError``.
    public func leaves(in range: Range<UInt64>) throws -> [[UInt8]] {
        try self.source.leaves(in: range)
    }

    /// The proof that a leaf is in the log, under the newest checkpoint.
    ///
    /// - Throws: ``LedgerDamage`` if the log isn't what the checkpoint says; ``LedgerError`` if no checkpoint covers it.
    public func proof(of index: UInt64) throws -> LedgerProof {
        try self.source.proof(of: index)
    }

    /// Looks for a leaf.
    ///
    /// - Parameter fits: Looks at the content of a leaf.
    /// - Returns: The index of the first leaf that fits, or `nil` if none does.
    /// - Throws: ``LedgerDamage`` if a leaf cannot be read.
    /// - Complexity: O(n) in the leaves before it.
    public func firstIndex(where fits: ([UInt8]) -> Bool) throws -> UInt64? {
        let end = self.latestCheckpoint.checkpoint.size
        for start in stride(from: 0, to: end, by: 4_096) {
            let leaves = try self.source.leaves(in: start..<min(start + 4_096, end))
            if let offset = leaves.firstIndex(where: fits) { return start + UInt64(offset) }
        }
        return nil
    }

    /// The proof that the first leaves of the log are still its first.
    ///
    /// - Throws: ``LedgerError`` if there aren't as many leaves.
    public func consistencyProof(from earlierSize: UInt64, to laterSize: UInt64) throws -> ConsistencyProof {
        try self.source.consistencyProof(from: earlierSize, to: laterSize)
    }
}
