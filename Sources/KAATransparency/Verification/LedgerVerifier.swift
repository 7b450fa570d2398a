import Foundation
import Synchronization

/// Proves, from a log's files and its public key alone, that the log is whole: that it has every leaf that was signed,
/// unchanged and in order.
///
/// What the log's own files cannot show, that its end was cut off together with its checkpoints or that its owner wrote
/// and signed another history, the files of witnesses show.
public struct LedgerVerifier: Sendable {
    private let directory: String
    private let key: LedgerPublicKey
    private let witnesses: [WitnessFile]
    private let isRunning: Bool

    /// Creates a verifier.
    ///
    /// - Parameters:
    ///   - directory: The log's folder, or a copy of it.
    ///   - key: The log's public key.
    ///   - witnesses: What witnesses keep of the log.
    ///   - isRunning: Whether the log is being written, so that its last second needs no checkpoint yet.
    public init(directory: String, key: LedgerPublicKey, witnesses: [WitnessFile] = [], isRunning: Bool = false) {
        self.directory = directory
        self.key = key
        self.witnesses = witnesses
        self.isRunning = isRunning
    }

    /// Verifies the log.
    ///
    /// - Parameter progress: Told from any thread how many bytes were read of how many.
    /// - Returns: What was proven.
    /// - Throws: ``LedgerDamage`` for the first fault; ``LedgerError`` if a file cannot be read.
    /// - Complexity: O(n), on all cores; the memory grows with the number of checkpoints and not with that of leaves.
    public func verify(progress: @Sendable (UInt64, UInt64) -> Void = { _, _ in }) throws -> LedgerVerdict {
        let files = try SegmentFile.all(in: self.directory)
        let capacity = files.first?.header.capacity ?? SegmentScan.blockLeafCount
        let checkpoints = try self.readCheckpoints(capacity: capacity)
        let latest = checkpoints.latest
        try self.checkWitnesses(against: latest)
        let scan = try self.scan(files, checkpoints, progress)
        if let damage = scan.damage {
            let isBeingWritten = self.isRunning && scan.segments.last?.isUnfinished == true
            guard isBeingWritten, scan.segments.count == files.count, scan.count >= latest.checkpoint.size else {
                throw damage
            }
        }
        try self.compare(scan, with: checkpoints, capacity: capacity)
        for witness in self.witnesses {
            for note in witness.notes where scan.root(at: note.checkpoint.size) != note.checkpoint.root {
                throw LedgerDamage.fork(of: note.checkpoint, keptIn: witness.path)
            }
        }
        let verdict = LedgerVerdict(
            count: scan.count,
            checkpointCount: checkpoints.count,
            witnessedCount: self.witnesses.reduce(0) { $0 + $1.notes.count },
            latestCheckpoint: latest
        )
        guard verdict.unsignedCount == 0 || self.isRunning else {
            let what = "\(verdict.unsignedCount) entries that no checkpoint vouches for"
            let file = CheckpointReader.fileName
            throw LedgerDamage(.unsigned, file: file, index: latest.checkpoint.size, what)
        }
        return verdict
    }
}

extension LedgerVerifier {
    /// The log's checkpoints, of which only places are kept in memory.
    private struct Checkpoints: Sendable {
        let file: LogFile
        /// Where the reading ends.
        var end: UInt64
        var count = 0
        var latest: SignedCheckpoint
        /// Where the first checkpoint of each segment stands in the file, by the segment's number.
        var places: [UInt64: UInt64] = [:]
    }

    private func readCheckpoints(capacity: UInt64) throws -> Checkpoints {
        let file = try CheckpointReader.open(in: self.directory)
        let end = try file.byteCount()
        var chain = CheckpointChain(file, to: end)
        var count = 0
        var places: [UInt64: UInt64] = [:]
        while let checkpoint = try chain.next() {
            count += 1
            guard checkpoint.size > 0 else { continue }
            let segment = (checkpoint.size - 1) / capacity
            if places[segment] == nil { places[segment] = chain.latestOffset }
        }
        if let offset = chain.unfinishedOffset, !self.isRunning {
            let what = "a checkpoint that isn't finished"
            throw LedgerDamage(.checkpoint, file: CheckpointReader.fileName, offset: offset, what)
        }
        guard let latest = chain.latest else {
            throw LedgerDamage(.checkpoint, file: CheckpointReader.fileName, offset: 0, "there is no checkpoint")
        }
        guard latest.isSigned(with: self.key) else { throw chain.unsigned() }
        let readEnd = chain.unfinishedOffset ?? end
        return Checkpoints(file: file, end: readEnd, count: count, latest: latest, places: places)
    }

    private func checkWitnesses(against latest: SignedCheckpoint) throws {
        for witness in self.witnesses {
            for note in witness.notes {
                guard note.isSigned(with: self.key), note.checkpoint.origin == latest.checkpoint.origin else {
                    let what = "a checkpoint of \(note.checkpoint.size) entries that this log's key didn't sign"
                    throw LedgerDamage(.signature, file: witness.path, what)
                }
                guard note.checkpoint.size <= latest.checkpoint.size else {
                    let (seen, time) = (note.checkpoint.size, note.checkpoint.timeText)
                    let what =
                        "the newest checkpoint has \(latest.checkpoint.size) entries, though \(seen) were signed at \(time)"
                    throw LedgerDamage(.truncation, file: witness.path, index: latest.checkpoint.size, what)
                }
            }
        }
    }

    private func scan(
        _ files: [SegmentFile],
        _ checkpoints: Checkpoints,
        _ progress: @Sendable (UInt64, UInt64) -> Void
    ) throws -> LedgerScan {
        let witnessed = Set(self.witnesses.flatMap(\.notes).map(\.checkpoint.size)).sorted()
        return try LedgerScan.scan(
            files,
            sizes: { segment in
                let (first, capacity) = (segment.header.firstIndex, segment.header.capacity)
                let sizes = (first + 1)...(first + capacity)
                let own = try self.sizes(sizes, in: checkpoints, segment: first / capacity)
                return Set(own + witnessed.filter(sizes.contains)).sorted().map { $0 - first }
            },
            progress: progress
        )
    }

    private func sizes(
        _ sizes: ClosedRange<UInt64>,
        in checkpoints: Checkpoints,
        segment: UInt64
    ) throws -> [UInt64] {
        guard let place = checkpoints.places[segment] else { return [] }
        var reader = CheckpointReader(checkpoints.file, from: place, to: checkpoints.end)
        var found: [UInt64] = []
        while case .note(let note, _) = try reader.next(), note.checkpoint.size <= sizes.upperBound {
            found.append(note.checkpoint.size)
        }
        return found
    }

    /// Compares each checkpoint with the leaves.
    private func compare(_ scan: LedgerScan, with checkpoints: Checkpoints, capacity: UInt64) throws {
        var reader = CheckpointReader(checkpoints.file, to: checkpoints.end)
        var verified: UInt64 = 0
        while case .note(let note, _) = try reader.next() {
            let checkpoint = note.checkpoint
            guard checkpoint.size <= scan.count else {
                throw LedgerDamage.truncation(scan, file: scan.segments.last?.name, signed: checkpoint)
            }
            guard scan.root(at: checkpoint.size) == checkpoint.root else {
                throw LedgerDamage.history(after: verified, signed: checkpoint, capacity: capacity)
            }
            verified = checkpoint.size
        }
    }
}
