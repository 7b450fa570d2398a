import KAATransparency

/// A transparency log in files that nobody writes, for whoever compares an index with it.
struct ArchivedLeafLog: LeafLog {
    let archive: LedgerArchive

    var leafCount: Int64 {
        Int64(clamping: self.archive.size)
    }

    func append(leaves: [[UInt8]]) throws {
        throw AuditDamage("The log is not open for writing.")
    }

    func leaves(from index: Int64, limit: Int) async throws -> [[UInt8]] {
        let end = min(self.leafCount, index + Int64(limit))
        guard index < end else { return [] }
        let archive = self.archive
        return try await BlockingWork.run { try archive.leaves(in: UInt64(index)..<UInt64(end)) }
    }

    func proof(of index: Int64) -> String? { nil }

    func close() {}
}
