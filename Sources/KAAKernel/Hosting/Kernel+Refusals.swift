import KAAStorage

extension Kernel {
    /// Puts refused callers into the audit log of a database.
    static func refusals(_ database: Database, _ environment: KernelEnvironment) -> RefusalRecord {
        RefusalRecord(metrics: environment.metrics, logger: environment.logger) { call in
            let entry = AuditEntry(
                id: environment.identifiers.next(),
                recordedAt: call.moment,
                caller: Caller(
                    subject: call.address.map { "unknown@\($0)" } ?? "unknown",
                    kind: .system,
                    board: .external("UNKNOWN"),
                    roles: []
                ),
                method: call.method,
                purpose: nil,
                access: .none,
                subjects: [],
                outcome: .denied,
                requestID: call.requestID
            )
            try await AuditLog(database: database).append(entry)
        }
    }
}
