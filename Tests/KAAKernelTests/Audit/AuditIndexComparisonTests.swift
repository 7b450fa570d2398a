import Foundation
import KAAStorage
import KAAWire
import Testing

@testable import KAAKernel

/// An index is believed only if it says what the log says, row by row.
@Suite(.timeLimit(.minutes(10)))
struct AuditIndexComparisonTests {
    private let fixture = AuditFixture()

    /// Changes an index of a few records as `statement` says, and opens it again.
    ///
    /// - Returns: Why it is refused, or `nil`.
    private func refusal(after statement: SQL?) async throws -> String? {
        try await withTemporaryDirectory { folder in
            let place = DatabaseLocation.file("\(folder)/audit.sqlite")
            let log = try await DatabaseLeafLog(.memory)
            let index = try await AuditIndex.open(place, of: log)
            let persons = [self.fixture.person(), self.fixture.person()]
            for number in 0..<5 {
                let entry = self.fixture.entry(Double(number), about: number == 1 ? [] : persons)
                try await log.append(
                    leaves: entry.records(source: "outreach", sequence: Int64(number + 1)).map { try $0.encodedBytes() }
                )
            }
            try await index.catchUp()
            try await index.close()
            if let statement {
                let database = try await Database.open(place, migrations: AuditIndex.migrations)
                try await database.write { try $0.execute(statement) }
                try await database.close()
            }
            do {
                try await AuditIndex.open(place, of: log).close()
                return nil
            } catch let damage as AuditDamage {
                return damage.description
            }
        }
    }

    @Test func takesAnIndexAsItWasMade() async throws {
        #expect(try await self.refusal(after: nil) == nil)
    }

    @Test(
        arguments: [
            "DELETE FROM auditSubject WHERE rowid = (SELECT MIN(rowid) FROM auditSubject WHERE position = 2)",
            "UPDATE auditSubject SET subject = zeroblob(16) WHERE rowid = (SELECT MIN(rowid) FROM auditSubject)",
            "INSERT INTO auditSubject (subject, position) VALUES (zeroblob(16), 1)",
            """
            UPDATE auditSubject SET position = 1
            WHERE rowid = (SELECT MIN(rowid) FROM auditSubject WHERE position = 2)
            """,
        ] as [SQL]
    )
    func refusesOtherPersonsThanTheLogHas(statement: SQL) async throws {
        let refusal = try #require(try await self.refusal(after: statement))
        #expect(refusal.hasPrefix("The persons in audit/audit.sqlite are not those of the audit log"))
        #expect(refusal.contains("made anew from the log"))
    }

    @Test(
        arguments: [
            "UPDATE auditRecord SET recordedAt = recordedAt + 1 WHERE position = 3",
            "UPDATE auditRecord SET source = 'kernel' WHERE position = 3",
            "UPDATE auditRecord SET sourceSequence = 100 WHERE position = 3",
            "UPDATE auditRecord SET part = 7 WHERE position = 3",
            "UPDATE auditRecord SET leaf = (SELECT leaf FROM auditRecord WHERE position = 2) WHERE position = 3",
            """
            INSERT INTO auditRecord (position, recordedAt, source, sourceSequence, part, leaf)
            SELECT -1, recordedAt, source, 0, part, leaf FROM auditRecord WHERE position = 3
            """,
            """
            UPDATE auditRecord SET position = -1 WHERE position = 1
            """,
        ] as [SQL]
    )
    func refusesRowsThatAreNotTheLogs(statement: SQL) async throws {
        let refusal = try #require(try await self.refusal(after: statement))
        #expect(refusal.hasPrefix("A row of audit/audit.sqlite from leaf "))
        #expect(refusal.contains("made anew from the log"))
    }
}
