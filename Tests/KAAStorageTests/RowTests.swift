import Foundation
import KAAStorage
import Testing

struct RowTests {
    private enum Channel: String, SQLConvertible {
        case letter
        case phone
    }

    @Test func readsBackEveryKindOfValue() async throws {
        let id = UUID()
        let moment = Date(timeIntervalSince1970: 1_700_000_000.123_456)
        let database = try await Database.open(.memory, migrations: [])
        let row = try await database.read { tx in
            try tx.row(
                """
                SELECT \(Int.min) AS a, \(true) AS b, \("åäö") AS c, \([0, 255] as [UInt8]) AS d, \(id) AS e, \(moment) AS f,
                    \(1.5) AS g, \(Channel.phone) AS h, NULL AS i, \("") AS j, \([] as [UInt8]) AS k
                """
            )
        }
        let found = try #require(row)

        #expect(try found.decode("a") == Int.min)
        #expect(try found.decode("b") == true)
        #expect(try found.decode("c") == "åäö")
        #expect(try found.decode("d") == [0, 255] as [UInt8])
        #expect(try found.decode("e") == id)
        #expect(abs(try found.decode("f", as: Date.self).timeIntervalSince(moment)) < 0.000_001)
        #expect(try found.decode("g") == 1.5)
        #expect(try found.decode("h", as: Channel.self) == .phone)
        #expect(try found.decode("i", as: Int?.self) == nil)
        #expect(try found.decode("j") == "")
        #expect(try found.decode("k") == [] as [UInt8])
    }

    @Test(arguments: [
        ("SELECT 'Anna' AS name", "Column 'name': found text where Int is expected."),
        ("SELECT NULL AS name", "Column 'name': found NULL where Int is expected."),
        ("SELECT 1 AS other", "The result has no column 'name'."),
    ])
    func namesTheColumnAndTheTypesButNotTheValue(sql: String, message: String) async throws {
        let database = try await Database.open(.memory, migrations: [])
        let row = try #require(try await database.read { try $0.row(SQL(stringLiteral: sql)) })

        let error = #expect(throws: StorageError.self) { try row.decode("name", as: Int.self) }
        #expect(error?.message == message)
        #expect(error?.code == .invalidValue)
    }

    @Test func refusesAnUnknownRawValueWithoutRepeatingIt() async throws {
        let database = try await Database.open(.memory, migrations: [])
        let row = try #require(try await database.read { try $0.row("SELECT 'secret' AS channel") })

        let error = #expect(throws: StorageError.self) { try row.decode("channel", as: Channel.self) }
        #expect(error?.message.contains("secret") == false)
        #expect(error?.message.contains("channel") == true)
    }

    @Test func keepsRowsApartWhenTheyOutliveTheLoop() async throws {
        let database = try await Database.open(.memory, migrations: [])
        let names: [String] = try await database.read { tx in
            var kept: [Row] = []
            try tx.forEach("SELECT 'first and long enough' AS n UNION ALL SELECT 'second and long enough'") {
                kept.append($0)
            }
            return try kept.map { try $0.decode("n") }
        }

        #expect(names == ["first and long enough", "second and long enough"])
    }

    @Test func allowsTheSameStatementInsideItself() async throws {
        let database = try await Database.open(.memory, migrations: [])
        let count = try await database.read { tx in
            var count = 0
            let sql: SQL = "SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3"
            try tx.forEach(sql) { _ in try tx.forEach(sql) { _ in count += 1 } }
            return count
        }

        #expect(count == 9)
    }
}
