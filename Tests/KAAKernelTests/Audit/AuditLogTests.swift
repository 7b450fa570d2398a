import Foundation
import KAAKernel
import KAAStorage
import Testing

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

    @Test func readsBackWhatItRecorded() async throws {
        let log = AuditLog(database: try await Database.open(.memory, migrations: AuditLog.migrations))
        let person = YoungPersonID(self.identifiers.next())
        let entry = self.entry(0, about: [person])
        try await log.append(entry)

        #expect(try await log.entries(about: person) == [entry])
    }

    @Test func findsEntriesByPersonLatestFirst() async throws {
        let log = AuditLog(database: try await Database.open(.memory, migrations: AuditLog.migrations))
        let (anna, eva) = (YoungPersonID(self.identifiers.next()), YoungPersonID(self.identifiers.next()))
        let entries = [
            self.entry(0, about: [anna]), self.entry(1, about: [eva]), self.entry(2, about: [eva, anna, eva]),
        ]
        for entry in entries {
            try await log.append(entry)
        }
        let found = try await log.entries(about: anna)
        let late = try await log.entries(about: anna, during: Self.start.addingTimeInterval(1)..<Date.distantFuture)

        #expect(found.map(\.id) == [entries[2].id, entries[0].id])
        #expect(Set(found[0].subjects) == [anna, eva])
        #expect(found[0].subjects.count == 2)
        #expect(late.map(\.id) == [entries[2].id])
    }

    @Test func findsEntriesByTime() async throws {
        let log = AuditLog(database: try await Database.open(.memory, migrations: AuditLog.migrations))
        for offset in 0..<5 {
            try await log.append(self.entry(Double(offset), about: [], outcome: .denied))
        }
        let found = try await log.entries(during: Self.start.addingTimeInterval(1)..<Self.start.addingTimeInterval(3))

        #expect(found.map { $0.recordedAt.timeIntervalSince(Self.start) } == [1, 2])
        #expect(found.allSatisfy { $0.outcome == .denied })
    }

    @Test func standsOrFallsWithTheChangeItIsAbout() async throws {
        let database = try await Database.open(.memory, migrations: AuditLog.migrations)
        let person = YoungPersonID(self.identifiers.next())
        let entry = self.entry(0, about: [person])
        await #expect(throws: Refused.self) {
            try await database.write { tx in
                try AuditLog.append(entry, in: tx)
                throw Refused()
            }
        }

        #expect(try await AuditLog(database: database).entries(about: person).isEmpty)
    }

    @Test func numbersEntriesWithoutGaps() async throws {
        let database = try await Database.open(.memory, migrations: AuditLog.migrations)
        let log = AuditLog(database: database)
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
        #expect(try await log.entries(during: Date.distantPast..<Date.distantFuture).count == 133)
    }
}
