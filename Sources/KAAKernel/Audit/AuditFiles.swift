import KAAStorage

/// The audit log and its index, open and found in order.
struct AuditFiles: Sendable {
    let log: any LeafLog
    let index: AuditIndex

    /// Opens both, and makes them if they are not there.
    ///
    /// - Parameters:
    ///   - databases: Where they are.
    ///   - clock: Gives the times of the checkpoints.
    ///   - mark: What is known of the log; `nil` if there was none before.
    /// - Returns: Both.
    /// - Throws: `LedgerDamage` or ``AuditDamage`` with the place, or ``KAAStorage/StorageError``.
    static func open(
        _ databases: Kernel.Databases,
        clock: any KernelClock,
        since mark: AuditMark?
    ) async throws -> Self {
        let log = try await databases.openAuditLog(clock, since: mark)
        do {
            return Self(log: log, index: try await AuditIndex.open(databases.auditIndex, of: log))
        } catch {
            // The error that matters is the one at hand.
            try? await log.close()
            throw error
        }
    }

    func close() async throws {
        try await self.index.close()
        try await self.log.close()
    }
}
