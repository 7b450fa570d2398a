import KAAStorage
import Testing

struct SQLTests {
    @Test func keepsValuesOutOfTheText() {
        let name = "'; DROP TABLE person; --"
        let sql: SQL = "SELECT * FROM person WHERE name = \(name) AND age = \(7)"

        #expect(sql.text == "SELECT * FROM person WHERE name = ? AND age = ?")
        #expect(sql.arguments == [.text(name), .integer(7)])
    }

    @Test func joinsPartsWithTheirArgumentsInOrder() {
        let filter: SQL = "a = \(1)"
        let sql: SQL = "SELECT \(2) FROM \(raw: "t") WHERE \(filter)" + " LIMIT \(3)"

        #expect(sql.text == "SELECT ? FROM t WHERE a = ? LIMIT ?")
        #expect(sql.arguments == [2, 1, 3])
    }

    @Test func bindsNothingAsNull() {
        let absent: String? = nil
        let sql: SQL = "UPDATE t SET a = \(absent)"

        #expect(sql.arguments == [.null])
    }

    @Test func bindsEachValueOfAList() {
        let sql: SQL = "a IN \(values: [1, 2, 3])"

        #expect(sql.text == "a IN (?, ?, ?)")
        #expect(sql.arguments == [1, 2, 3])
        #expect(!sql.isWorthKeepingPrepared)
    }

    @Test(arguments: [("IN", 0), ("NOT IN", 2)])
    func givesAnEmptyListItsMeaning(operator: String, expected: Int) async throws {
        let database = try await Database.open(.memory, migrations: [])
        let none: [Int] = []
        let count = try await database.write { tx in
            try tx.executeScript("CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1), (2)")
            return try tx.value(
                "SELECT COUNT(*) FROM t WHERE a " + SQL(stringLiteral: `operator`) + " \(values: none)",
                as: Int.self
            )
        }

        #expect(count == expected)
    }
}
