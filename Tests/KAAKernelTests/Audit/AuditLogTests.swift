import Foundation
import KAAKernelContract
import KAAStorage
import KAAWire
import Testing

@testable import KAAKernel

struct AuditLogTests {
    private struct Refused: Error {}

    private static let start = Date(timeIntervalSince1970: 1_800_000_000)
    private let identifiers = SeededIdentifiers(seed: 3)

    private func entry(
        _ offset: Double,
        about subjects: [YoungPersonID],
        outcome: AuditOutcome = .granted
    ) -> AuditEntry {
        AuditEntry(
            id: self.identifiers.next(),
            recordedAt: Self.start.addingTimeInterval(offset),
            caller: Caller(subject: "anna", kind: .person, board: .sdn("01"), roles: [.socialWorker]),
            method: "kaa.outreach.v1.OutreachService/GetYoungPerson",
            purpose: .kaaDuty,
            access: .read,
            subjects: subjects,
            outcome: outcome,
            requestID: "r-1"
        )
    }

    private static func database() async throws -> Database {
        try await Database.open(.memory, migrations: AuditLog.migrations + AuditLog.laterMigrations)
    }

    private static func entries(_ database: Database, from sequence: Int64 = 1) async throws -> [AuditLog.Numbered] {
        try await database.read { try AuditLog.entries(from: sequence, limit: 1_000, in: $0) }
    }

    @Test func readsBackWhatItRecorded() async throws {
        let database = try await Self.database()
        let person = YoungPersonID(self.identifiers.next())
        let full = self.fullEntry(about: person)
        let plain = self.entry(1, about: [person])
        try await database.write { transaction in
            try AuditLog.append(full, in: transaction)
            try AuditLog.append(plain, in: transaction)
        }

        let all = try await Self.entries(database)
        #expect(all.map(\.entry) == [full, plain])
        #expect(all.map(\.sequence) == [1, 2])
        #expect(try await Self.entries(database, from: 2).map(\.entry) == [plain])
    }

    private func fullEntry(about person: YoungPersonID) -> AuditEntry {
        var entry = self.entry(0, about: [person])
        entry.refusal = "ROLE_NOT_ALLOWED"
        entry.reason = "the yearly review"
        entry.ground = .skollagen29Kap9
        entry.groundVersion = "2018-07-01"
        entry.consentID = self.identifiers.next()
        entry.receipt = [1, 2, 3]
        entry.policyVersion = "p-1"
        return entry
    }

    @Test func anEntryComesThroughItsRecordUnchanged() throws {
        let person = YoungPersonID(self.identifiers.next())
        let full = self.fullEntry(about: person)
        let records = full.records(source: "outreach", sequence: 7)

        #expect(records.count == 1)
        #expect(records.first?.source == "outreach")
        #expect(records.first?.sourceSequence == 7)
        #expect(try records.map { try AuditEntry($0) } == [full])
    }

    @Test func anEntryAboutVeryManyHasSeveralRecords() throws {
        let subjects = (0..<2_500).map { _ in YoungPersonID(self.identifiers.next()) }
        let records = self.entry(0, about: subjects).records(source: nil, sequence: 0)

        #expect(records.map(\.youngPersonIds.count) == [1_000, 1_000, 500])
        #expect(records.map(\.part) == [0, 1, 2])
        #expect(records.allSatisfy { $0.partCount == 3 && $0.source == "kernel" })
        #expect(records.flatMap(\.youngPersonIds) == subjects.map(\.description))
        #expect(try records.map { try $0.encodedBytes().count }.max() ?? 0 < 65_536)
    }

    @Test func standsOrFallsWithTheChangeItIsAbout() async throws {
        let database = try await Self.database()
        let entry = self.entry(0, about: [YoungPersonID(self.identifiers.next())])
        await #expect(throws: Refused.self) {
            try await database.write { tx in
                try AuditLog.append(entry, in: tx)
                throw Refused()
            }
        }

        #expect(try await Self.entries(database).isEmpty)
    }

    @Test func numbersEntriesWithoutGaps() async throws {
        let database = try await Self.database()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                let entry = self.entry(Double(number), about: [])
                group.addTask {
                    do {
                        try await database.write { tx in
                            try AuditLog.append(entry, in: tx)
                            if number.isMultiple(of: 3) {
                                throw Refused()
                            }
                        }
                    } catch {
                        #expect(error is Refused)
                    }
                }
            }
        }
        let numbers = try await database.read {
            try $0.values("SELECT sequence FROM kernelAuditEntry ORDER BY sequence", as: Int.self)
        }

        #expect(numbers == Array(1...133))
        #expect(try await Self.entries(database).count == 133)
    }
}
