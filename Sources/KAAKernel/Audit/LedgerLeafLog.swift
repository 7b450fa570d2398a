package import KAARPC
package import KAATransparency

/// The transparency log, as the audit trail uses it.
package struct LedgerLeafLog: LeafLog {
    /// The log, for proofs and checkpoints.
    package let ledger: Ledger

    private let publicKey: String
    private let appends: GroupedAppends

    /// Uses a log that is open.
    ///
    /// - Parameters:
    ///   - ledger: The log.
    ///   - publicKey: The log's public key in PEM.
    package init(_ ledger: Ledger, publicKey: String) {
        self.ledger = ledger
        self.publicKey = publicKey
        self.appends = GroupedAppends { _ = try await ledger.append(contentsOf: $0) }
    }

    package var mark: AuditMark? {
        self.ledger.latestCheckpoint.map { AuditMark(note: $0, publicKey: self.publicKey) }
    }

    /// Sees to it that the log begins with all that it had when a mark was kept.
    ///
    /// - Throws: ``AuditDamage`` if it is shorter, another one, or has another key.
    /// - Complexity: O(n / 256).
    func check(against mark: AuditMark) throws {
        let place = "The audit log in '\(self.ledger.directory)'"
        guard mark.publicKey == self.publicKey else {
            throw AuditDamage("\(place) has another key than the log that kernel.sqlite knows of.")
        }
        let size = self.ledger.size
        guard mark.size <= size else {
            throw AuditDamage(
                "\(place) ends at leaf \(size), and kernel.sqlite knows of \(mark.size): leaves are missing, as in an older copy."
            )
        }
        guard mark.size > 0 else { return }
        guard let latest = self.ledger.latestCheckpoint?.checkpoint, latest.size == size,
            try self.ledger.consistencyProof(from: mark.size, to: size)
                .holds(from: mark.note.checkpoint.root, to: latest.root)
        else {
            throw AuditDamage(
                "\(place) is another one than kernel.sqlite knows of: its first \(mark.size) leaves are not the same."
            )
        }
    }

    package var leafCount: Int64 {
        Int64(clamping: self.ledger.size)
    }

    package func append(leaves: [[UInt8]]) async throws {
        // One that is too large is refused to this caller alone, not to all those it would be grouped with.
        guard let batch = LeafBatch(leaves) else { throw LedgerError.leafTooLong }
        try await self.appends.add { waiting in
            waiting.append(contentsOf: batch)
            return true
        }
    }

    package func append(writing write: (inout [UInt8]) -> Void) async throws {
        try await self.appends.add { $0.append(writing: write) }
    }

    package func join(writing write: (inout [UInt8]) -> Void) throws -> (any AnswerGate)? {
        try self.appends.join { $0.append(writing: write) }
    }

    package func leaves(from index: Int64, limit: Int) async throws -> [[UInt8]] {
        let end = min(self.leafCount, index + Int64(limit))
        guard index < end else { return [] }
        let ledger = self.ledger
        return try await BlockingWork.run { try ledger.leaves(in: UInt64(index)..<UInt64(end)) }
    }

    package func proof(of index: Int64) async throws -> String? {
        _ = try await self.ledger.checkpoint(covering: UInt64(index) + 1)
        let ledger = self.ledger
        return try await BlockingWork.run { try ledger.proof(of: UInt64(index)).text }
    }

    package func close() async throws {
        try await self.ledger.close()
    }
}
