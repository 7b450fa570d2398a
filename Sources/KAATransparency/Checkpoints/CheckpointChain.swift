/// The checkpoints of a log in order, each the one that the next follows.
///
/// The last one's signature vouches for all: it covers the hash of the note before, which covers the one before that.
struct CheckpointChain {
    private var reader: CheckpointReader

    /// The last checkpoint read.
    private(set) var latest: SignedCheckpoint?

    /// Where the last checkpoint read begins.
    private(set) var latestOffset: UInt64 = 0

    /// Where the file's last note begins, if the file ends within it.
    private(set) var unfinishedOffset: UInt64?

    init(_ file: LogFile, to end: UInt64) {
        self.reader = CheckpointReader(file, to: end)
    }

    /// Reads the next checkpoint, or `nil` at the end.
    ///
    /// - Throws: ``LedgerDamage`` for one that doesn't follow the one before; ``LedgerError``.
    mutating func next() throws -> Checkpoint? {
        let offset: UInt64
        let note: SignedCheckpoint
        switch try self.reader.next() {
        case .end: return nil
        case .unfinished(let offset):
            self.unfinishedOffset = offset
            return nil
        case .malformed(let offset):
            throw self.damage(.checkpoint, at: offset, "what stands here is no checkpoint")
        case .note(let read, let start): (note, offset) = (read, start)
        }
        guard note.checkpoint.previous == self.latest?.noteHash else {
            let what = "the checkpoint of \(note.checkpoint.size) entries follows another one than the one before it"
            throw self.damage(.checkpoint, at: offset, what)
        }
        if let latest = self.latest?.checkpoint {
            guard note.checkpoint.size > latest.size, note.checkpoint.origin == latest.origin else {
                let what = "a checkpoint of \(note.checkpoint.size) entries after one of \(latest.size)"
                throw self.damage(.checkpoint, at: offset, what)
            }
        }
        self.latest = note
        self.latestOffset = offset
        return note.checkpoint
    }

    /// What to say of a last checkpoint that the log's key didn't sign.
    func unsigned() -> LedgerDamage {
        let what = "the checkpoint of \(self.latest?.checkpoint.size ?? 0) entries isn't signed with this key"
        return self.damage(.signature, at: self.latestOffset, what)
    }

    private func damage(_ kind: LedgerDamage.Kind, at offset: UInt64, _ what: String) -> LedgerDamage {
        let index = self.latest?.checkpoint.size ?? 0
        return LedgerDamage(kind, file: CheckpointReader.fileName, offset: offset, index: index, what)
    }
}
