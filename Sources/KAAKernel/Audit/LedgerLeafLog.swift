package import KAATransparency

/// The transparency log, as the audit trail uses it.
package struct LedgerLeafLog: LeafLog {
    /// The log, for proofs and checkpoints.
    package let ledger: Ledger

    private let appends: GroupedAppends

    /// Uses a log that is open.
    package init(_ ledger: Ledger) {
        self.ledger = ledger
        self.appends = GroupedAppends { _ = try await ledger.append(contentsOf: $0) }
    }

    package var leafCount: Int64 {
        Int64(clamping: self.ledger.size)
    }

    package func append(leaves: [[UInt8]]) async throws {
        // The log refuses one that is too large, and this caller alone, not all those it would be grouped with.
        guard leaves.allSatisfy({ $0.count <= Ledger.maximumLeafByteCount }) else {
            _ = try await self.ledger.append(contentsOf: leaves)
            return
        }
        try await self.appends.add(leaves)
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
