import Foundation

/// Checkpoints that somebody outside keeps, so that the log's owner cannot rewrite what was before them.
///
/// The file has the form of a log's own checkpoints: notes with an empty line after each. It may hold as few of them as
/// its keeper likes; the newest one is the one that counts.
public struct WitnessFile: Sendable {
    /// The file.
    public let path: String

    /// The checkpoints in order.
    public private(set) var notes: [SignedCheckpoint]

    /// Reads a witness's file, which need not be there yet.
    ///
    /// - Throws: ``LedgerDamage`` if it holds something else; ``LedgerError`` if it cannot be read.
    public init(at path: String) throws {
        self.path = path
        self.notes = []
        guard FileManager.default.fileExists(atPath: path) else { return }
        let file = try LogFile(reading: path)
        var reader = CheckpointReader(file, to: try file.byteCount())
        while true {
            switch try reader.next() {
            case .end: return
            case .note(let note, _): self.notes.append(note)
            case .malformed(let offset), .unfinished(let offset):
                throw LedgerDamage(.checkpoint, file: path, offset: offset, "what stands here is no checkpoint")
            }
        }
    }

    /// Keeps a newer checkpoint, once it is shown to be of the same history as the newest one kept.
    ///
    /// - Parameters:
    ///   - note: The checkpoint.
    ///   - key: The log's public key.
    ///   - countersign: A witness's name and key, to sign below the log.
    ///   - proof: Gives the proof that the log of the earlier size is the beginning of the later one.
    /// - Returns: Whether it was newer than what the file has.
    /// - Throws: ``LedgerDamage`` if the log doesn't follow from what the witness saw; ``LedgerError``; what `proof`
    ///   throws.
    public mutating func keep(
        _ note: SignedCheckpoint,
        key: LedgerPublicKey,
        countersign: (name: String, key: LedgerKey)? = nil,
        proof: (_ earlierSize: UInt64, _ laterSize: UInt64) throws -> ConsistencyProof
    ) throws -> Bool {
        let checkpoint = note.checkpoint
        guard note.isSigned(with: key) else {
            throw LedgerDamage(.signature, file: CheckpointReader.fileName, "the newest isn't signed with this key")
        }
        if let known = self.notes.last?.checkpoint {
            guard known.origin == checkpoint.origin else {
                throw LedgerDamage(.checkpoint, file: self.path, "the checkpoints are of '\(known.origin)'")
            }
            guard known.size <= checkpoint.size else {
                let what = "the log has \(checkpoint.size) signed entries, the witness saw \(known.size)"
                throw LedgerDamage(.truncation, file: self.path, index: checkpoint.size, what)
            }
            let consistency = try proof(known.size, checkpoint.size)
            guard
                consistency.earlierSize == known.size,
                consistency.laterSize == checkpoint.size,
                consistency.holds(from: known.root, to: checkpoint.root)
            else { throw LedgerDamage.fork(of: known, keptIn: self.path) }
            guard known.size < checkpoint.size else { return false }
        }
        let kept = try countersign.map { try note.witnessed(by: $0.name, with: $0.key) } ?? note
        let file = try LogFile(appendingTo: self.path)
        try file.append(Array(kept.text.utf8) + [UInt8(ascii: "\n")])
        try file.synchronize()
        self.notes.append(kept)
        return true
    }
}
