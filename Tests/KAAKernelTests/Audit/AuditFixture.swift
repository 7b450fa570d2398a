import Foundation
import KAAStorage

@testable import KAAKernel

/// Databases and entries for tests of the audit.
struct AuditFixture: Sendable {
    static let start = Date(timeIntervalSince1970: 1_800_000_000)

    let identifiers = SeededIdentifiers(seed: 3)
    let commits = CommitSignal()

    func person() -> YoungPersonID {
        YoungPersonID(self.identifiers.next())
    }

    func entry(
        _ offset: Double,
        about subjects: [YoungPersonID],
        access: AuditAccess = .read
    ) -> AuditEntry {
        AuditEntry(
            id: self.identifiers.next(),
            recordedAt: Self.start.addingTimeInterval(offset),
            caller: Caller(subject: "anna", kind: .person, board: .sdn("01"), roles: [.socialWorker]),
            method: "kaa.outreach.v1.OutreachService/GetYoungPerson",
            purpose: .kaaDuty,
            access: access,
            subjects: subjects,
            outcome: .granted,
            requestID: "r-1"
        )
    }

    /// A module's database.
    func database(_ location: DatabaseLocation = .memory) async throws -> Database {
        try await Database.open(location, migrations: KernelSchema.migrations)
    }

    /// Commits an entry as a module's change does.
    func commit(_ entry: AuditEntry, to database: Database) async throws {
        try await database.write { transaction in
            try AuditLog.append(entry, in: transaction)
            transaction.afterCommit { self.commits.raise() }
        }
    }

    func trail(
        _ sources: [String: Database],
        log: (any LeafLog)? = nil,
        index: DatabaseLocation = .memory
    ) async throws -> AuditTrail {
        let log = if let log { log } else { try await DatabaseLeafLog(.memory) as any LeafLog }
        return try await AuditTrail(
            AuditFiles(log: log, index: try await AuditIndex.open(index, of: log)),
            sources: sources.sorted { $0.key < $1.key }.map { .init(name: $0.key, database: $0.value) },
            commits: self.commits
        )
    }
}
