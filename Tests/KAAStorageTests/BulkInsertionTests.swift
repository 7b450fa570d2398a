import KAAStorage
import Testing

struct BulkInsertionTests {
    private static let schema = [
        Migration("test.createRow", "CREATE TABLE entry (id INTEGER NOT NULL PRIMARY KEY, name TEXT, n INTEGER)")
    ]

    @Test func insertsEveryRowOfASequence() async throws {
        let database = try await Database.open(.memory, migrations: Self.schema)
        let count = try await database.writeExclusively { tx in
            try tx.insertMany(
                into: "entry",
                columns: ["id", "name", "n"],
                rows: (0..<1000).lazy.map { [.integer($0), .text("row \($0)"), .null] }
            )
        }

        #expect(count == 1000)
        let name = try await database.read { try $0.value("SELECT name FROM entry WHERE id = 999", as: String.self) }
        #expect(name == "row 999")
    }

    @Test func bindsValuesOneByOne() async throws {
        let database = try await Database.open(.memory, migrations: Self.schema)
        let name = Array("Åsa".utf8)
        try await database.write { tx in
            try tx.insertMany(into: "entry", columns: ["id", "name", "n"]) { insertion in
                insertion.bind(1)
                insertion.bind(text: name.span)
                insertion.bindNull()
                try insertion.insert()
            }
        }

        let row = try #require(try await database.read { try $0.row("SELECT name, n FROM entry") })
        #expect(try row.decode("name") == "Åsa")
        #expect(try row.decode("n", as: Int?.self) == nil)
    }

    @Test(arguments: [[SQLValue.integer(1)], [1, "a", 2, 3]])
    func refusesARowOfAnotherWidth(row: [SQLValue]) async throws {
        let database = try await Database.open(.memory, migrations: Self.schema)
        let error = await #expect(throws: StorageError.self) {
            try await database.write { try $0.insertMany(into: "entry", columns: ["id", "name", "n"], rows: [row]) }
        }
        #expect(error?.code == .invalidStatement)
    }

    @Test func usesTemporaryTablesInsideAWrite() async throws {
        let database = try await Database.open(.memory, migrations: Self.schema)
        let found = try await database.writeExclusively { tx in
            try tx.execute("CREATE TEMPORARY TABLE incoming (id INTEGER)")
            try tx.insertMany(into: "incoming", columns: ["id"], rows: [[1], [2]])
            try tx.execute("INSERT INTO entry (id) SELECT id FROM incoming")
            try tx.execute("DROP TABLE incoming")
            return try tx.values("SELECT id FROM entry ORDER BY id", as: Int.self)
        }
        #expect(found == [1, 2])
    }
}
