/// What is found by comparing a log with what was signed.
extension LedgerDamage {
    /// Leaves are missing at the end.
    ///
    /// - Parameters:
    ///   - scan: What there is.
    ///   - file: The file that ends too early, or that says how much there was.
    ///   - signed: What was signed.
    /// - Returns: The damage.
    static func truncation(_ scan: LedgerScan, file: String?, signed: Checkpoint) -> LedgerDamage {
        let what = "the log ends after \(scan.count) entries, though \(signed.size) were signed at \(signed.timeText)"
        return LedgerDamage(
            .truncation,
            file: file ?? SegmentHeader.fileName(firstIndex: 0),
            offset: file == scan.segments.last?.name ? scan.segments.last?.end : nil,
            index: scan.count,
            what
        )
    }

    /// The log's key signed something that the log isn't.
    static func fork(of checkpoint: Checkpoint, keptIn path: String) -> LedgerDamage {
        let what =
            "the log contradicts the checkpoint of \(checkpoint.size) entries that it signed at \(checkpoint.timeText)"
        return LedgerDamage(.fork, file: path, index: 0, what)
    }

    /// The leaves between two checkpoints aren't those that were signed.
    static func history(after size: UInt64, signed: Checkpoint, capacity: UInt64) -> LedgerDamage {
        let what = "entries \(size) to \(signed.size - 1) are not those that were signed at \(signed.timeText)"
        let file = SegmentHeader.fileName(firstIndex: size / capacity * capacity)
        return LedgerDamage(.history, file: file, index: size, what)
    }
}
