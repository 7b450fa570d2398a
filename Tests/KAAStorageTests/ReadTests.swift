import KAAStorage
import Testing

struct ReadTests {
    private static let schema = [Migration("test.createEntry", "CREATE TABLE entry (id INTEGER NOT NULL PRIMARY KEY)")]

    @Test func changesNothingInMemory() async throws {
        let database = try await Database.open(.memory, migrations: Self.schema)
        _ = try await database.read { try $0.rows("INSERT INTO entry (id) VALUES (1) RETURNING id") }

        #expect(try await database.read { try $0.requiredValue("SELECT COUNT(*) FROM entry", as: Int.self) } == 0)
    }

    @Test func refusesToChangeAFile() async throws {
        try await withTemporaryDirectory { directory in
            let database = try await Database.open(.file(directory + "/a.sqlite"), migrations: Self.schema)
            await #expect(throws: StorageError.self) {
                _ = try await database.read { try $0.rows("INSERT INTO entry (id) VALUES (1) RETURNING id") }
            }
            try await database.close()
        }
    }

    @Test func seesOneStateThoughAWriteComesInBetween() async throws {
        try await withTemporaryDirectory { directory in
            let database = try await Database.open(.file(directory + "/a.sqlite"), migrations: Self.schema)
            let gate = Gate()
            async let counts = database.read { tx in
                let count: SQL = "SELECT COUNT(*) FROM entry"
                let before = try tx.requiredValue(count, as: Int.self)
                gate.pass()
                return [before, try tx.requiredValue(count, as: Int.self)]
            }
            await gate.waitUntilBegun()
            try await database.write { try $0.execute("INSERT INTO entry (id) VALUES (1)") }
            gate.open()

            #expect(try await counts == [0, 0])
            try await database.close()
        }
    }

    @Test func servesMoreReadsThanThereAreSessions() async throws {
        try await withTemporaryDirectory { directory in
            let database = try await Database.open(.file(directory + "/a.sqlite"), migrations: Self.schema)
            let sum = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<300 {
                    group.addTask { try await database.read { try $0.requiredValue("SELECT \(number)", as: Int.self) } }
                }
                return try await group.reduce(0, +)
            }

            #expect(sum == 44_850)
            try await database.close()
        }
    }
}
