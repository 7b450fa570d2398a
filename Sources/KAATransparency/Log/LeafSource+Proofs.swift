extension LeafSource {
    private var prover: MerkleProver {
        MerkleProver(
            blocks: self.index.blockHashes,
            blockLeafCount: self.index.blockLeafCount,
            leaves: self.hashes(in:)
        )
    }

    /// The proof that a leaf is in the log, under the newest checkpoint.
    ///
    /// - Throws: ``LedgerDamage`` if the log isn't what the checkpoint says; ``LedgerError`` if no checkpoint covers it.
    func proof(of index: UInt64) throws -> LedgerProof {
        guard let note = self.index.latestCheckpoint, index < note.checkpoint.size else {
            let size = self.index.latestCheckpoint?.checkpoint.size ?? 0
            throw LedgerError(.invalidArgument, "The log has no entry \(index): \(size) entries are signed.")
        }
        let size = note.checkpoint.size
        let path = try self.prover.inclusionPath(of: index, in: 0..<size)
        let leaf = try self.leaves(in: index..<(index + 1))[0]
        let inclusion = InclusionProof(index: index, size: size, path: path)
        guard inclusion.holds(for: MerkleHash(leaf: leaf), under: note.checkpoint.root) else {
            let what = "the first \(size) entries are not those that were signed"
            throw LedgerDamage(.history, file: SegmentHeader.fileName(firstIndex: 0), index: 0, what)
        }
        return LedgerProof(leaf: leaf, inclusion: inclusion, note: note)
    }

    func consistencyProof(from earlierSize: UInt64, to laterSize: UInt64) throws -> ConsistencyProof {
        guard earlierSize <= laterSize, laterSize <= self.index.size else {
            let size = self.index.size
            let message = "The log has \(size) entries: there is no way from \(earlierSize) to \(laterSize)."
            throw LedgerError(.invalidArgument, message)
        }
        let isTrivial = earlierSize == 0 || earlierSize == laterSize
        let path = isTrivial ? [] : try self.prover.consistencyPath(from: earlierSize, in: 0..<laterSize)
        return ConsistencyProof(earlierSize: earlierSize, laterSize: laterSize, path: path)
    }
}
