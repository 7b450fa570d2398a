extension Kernel {
    /// Puts refused callers on record.
    static func refusals(_ audit: AuditTrail, _ environment: KernelEnvironment) -> RefusalRecord {
        RefusalRecord(metrics: environment.metrics, logger: environment.logger) { call in
            var entry = AuditEntry(
                id: environment.identifiers.next(),
                recordedAt: call.moment,
                caller: Caller(
                    subject: call.address.map { "unknown@\($0)" } ?? "unknown",
                    issuer: Caller.processIssuer,
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
            entry.refusal = call.reason
            try await audit.record(entry)
        }
    }
}
