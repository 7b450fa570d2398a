package import KAATransparency

/// The transparency log, as the audit trail uses it.
package struct LedgerLeafLog: LeafLog {
    /// The log, for proofs and checkpoints.
    package let ledger: Ledger

    /// Uses a log that is open.
    package init(_ ledger: Ledger) {
        self.ledger = ledger
    }

    package var leafCount: Int64 {
        Int64(clamping: self.ledger.size)
    }

    package func append(leaves: [[UInt8]]) async throws {
        _ = try await self.ledger.append(contentsOf: leaves)
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
