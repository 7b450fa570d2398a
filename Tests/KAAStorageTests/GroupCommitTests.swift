import KAAStorage
import Testing

struct GroupCommitTests {
    private struct Refused: Error {}

    private static let schema = [
        Migration("test.createEntry", "CREATE TABLE entry (id INTEGER NOT NULL PRIMARY KEY)"),
        Migration(
            "test.createPart",
            """
            CREATE TABLE part (
                id INTEGER NOT NULL PRIMARY KEY,
                entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED
            )
            """
        ),
    ]

    @Test func undoesAFailingBodyAloneAmongMany() async throws {
        try await withTemporaryDirectory { directory in
            let database = try await Database.open(.file(directory + "/a.sqlite"), migrations: Self.schema)
            let results = await withTaskGroup(of: (Int, Bool).self, returning: [Int: Bool].self) { group in
                for id in 0..<500 {
                    group.addTask {
                        do {
                            try await database.write { tx in
                                try tx.execute("INSERT INTO entry (id) VALUES (\(id))")
                                if id.isMultiple(of: 7) {
                                    throw Refused()
                                }
                            }
                            return (id, true)
                        } catch {
                            return (id, false)
                        }
                    }
                }
                return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
            }
            let stored = Set(try await database.read { try $0.values("SELECT id FROM entry", as: Int.self) })

            #expect(stored == Set((0..<500).filter { !$0.isMultiple(of: 7) }))
            #expect(results.filter(\.value).keys.sorted() == stored.sorted())
            try await database.close()
        }
    }

    @Test func sharesOneCommitAmongBodiesThatWait() async throws {
        try await withTemporaryDirectory { directory in
            let database = try await Database.open(.file(directory + "/a.sqlite"), migrations: Self.schema)
            let gate = Gate()
            async let first: Void = database.write { _ in gate.pass() }
            await gate.waitUntilBegun()
            let counts = try await withThrowingTaskGroup(of: Int.self, returning: [Int].self) { group in
                for id in 0..<20 {
                    group.addTask {
                        try await database.write { tx in
                            try tx.execute("INSERT INTO entry (id) VALUES (\(id))")
                            let inside = try tx.value("SELECT COUNT(*) FROM entry", as: Int.self)
                            return try #require(inside)
                        }
                    }
                }
                await database.waitUntilPending(20)
                gate.open()
                return try await group.reduce(into: []) { $0.append($1) }
            }
            try await first

            #expect(counts.sorted() == Array(1...20))
            #expect(database.commitCount == 3, "the schema, the first body, and the twenty together")
            try await database.close()
        }
    }

    @Test func removesAWaitingBodyWhoseTaskIsCancelled() async throws {
        let database = try await Database.open(.memory, migrations: Self.schema)
        let gate = Gate()
        async let first: Void = database.write { _ in gate.pass() }
        await gate.waitUntilBegun()
        let ran = await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                do {
                    try await database.write { try $0.execute("INSERT INTO entry (id) VALUES (1)") }
                    return true
                } catch {
                    return !(error is CancellationError)
                }
            }
            await database.waitUntilPending(1)
            group.cancelAll()
            let ran = await group.next()
            gate.open()
            return ran
        }
        try await first

        #expect(ran == false)
        #expect(try await database.read { try $0.value("SELECT COUNT(*) FROM entry", as: Int.self) } == 0)
    }

    @Test func blamesABrokenDeferredReferenceOnItsOwnBody() async throws {
        let database = try await Database.open(.memory, migrations: Self.schema)
        let gate = Gate()
        async let first: Void = database.write { _ in gate.pass() }
        await gate.waitUntilBegun()
        async let broken = Self.failure {
            _ = try await database.write { try $0.execute("INSERT INTO part (id, entry) VALUES (1, 99)") }
        }
        await database.waitUntilPending(1)
        async let whole = Self.failure {
            _ = try await database.write { tx in
                try tx.execute("INSERT INTO part (id, entry) VALUES (2, 5)")
                try tx.execute("INSERT INTO entry (id) VALUES (5)")
            }
        }
        await database.waitUntilPending(2)
        gate.open()
        try await first

        #expect(await broken?.code == .foreignKeyViolation)
        #expect(await whole == nil)
        #expect(try await database.read { try $0.values("SELECT id FROM part", as: Int.self) } == [2])
    }

    private static func failure(of body: () async throws -> Void) async -> StorageError? {
        do {
            try await body()
            return nil
        } catch {
            return error as? StorageError
        }
    }

    @Test func tellsWhichConstraintWasBroken() async throws {
        let database = try await Database.open(.memory, migrations: Self.schema)
        let error = await #expect(throws: StorageError.self) {
            try await database.write { try $0.execute("INSERT INTO entry (id) VALUES (1), (1)") }
        }

        #expect(error?.code == .uniqueViolation)
        #expect(error?.message == "UNIQUE constraint failed: entry.id")
    }

    @Test func stopsACancelledExclusiveBodyAndUndoesIt() async throws {
        let database = try await Database.open(.memory, migrations: Self.schema)
        let gate = Gate()
        let wasCancelled = await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                do {
                    try await database.writeExclusively { tx in
                        try tx.execute("INSERT INTO entry (id) VALUES (1)")
                        gate.markBegun()
                        // Does not end by itself.
                        try tx.execute(
                            """
                            INSERT INTO entry (id)
                            WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n WHERE i < 0
                            """
                        )
                    }
                    return false
                } catch {
                    return error is CancellationError
                }
            }
            await gate.waitUntilBegun()
            group.cancelAll()
            return await group.next() ?? false
        }

        #expect(wasCancelled)
        #expect(try await database.read { try $0.value("SELECT COUNT(*) FROM entry", as: Int.self) } == 0)
        try await database.write { try $0.execute("INSERT INTO entry (id) VALUES (3)") }
    }

    @Test func refusesWritesAfterClosing() async throws {
        let database = try await Database.open(.memory, migrations: Self.schema)
        try await database.close()

        let error = await #expect(throws: StorageError.self) {
            try await database.write { try $0.execute("INSERT INTO entry (id) VALUES (1)") }
        }
        #expect(error?.code == .closed)
    }

    @Test func refusesReadsAfterClosing() async throws {
        let database = try await Database.open(.memory, migrations: Self.schema)
        try await database.close()

        let error = await #expect(throws: StorageError.self) {
            try await database.read { try $0.value("SELECT 1", as: Int.self) }
        }
        #expect(error?.code == .closed)
    }
}
