import KAAStorage
package import KAATransparency

/// Compares the index of an audit log with the log, where nothing writes either.
package enum AuditIndexVerifier {
    /// Compares every row.
    ///
    /// - Parameters:
    ///   - path: The file of the index, which is there.
    ///   - archive: The log.
    /// - Returns: How many leaves the index has; the log may go on after them.
    /// - Throws: ``AuditDamage`` if it says anything else than the log, or what keeps either from being read.
    /// - Complexity: O(n)
    package static func verify(_ path: String, of archive: LedgerArchive) async throws -> Int64 {
        let index = try await AuditIndex.open(.file(path), of: ArchivedLeafLog(archive: archive))
        let count = try await index.count()
        try await index.close()
        return count
    }
}
