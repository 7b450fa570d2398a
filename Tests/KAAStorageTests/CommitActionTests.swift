import KAAStorage
import Testing

struct CommitActionTests {
    private struct Refused: Error {}

    @Test func runsWhatABodyAsksForOnlyIfItsChangesStand() async throws {
        let database = try await Database.open(.memory, migrations: [])
        let done = ActionLog()
        try await database.write { $0.afterCommit { done.append("kept") } }
        await #expect(throws: Refused.self) {
            try await database.write { tx in
                tx.afterCommit { done.append("undone") }
                throw Refused()
            }
        }

        #expect(done.entries == ["kept"])
    }
}
