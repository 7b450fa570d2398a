import Foundation
import KAAStorage
import Testing

struct CompactionTests {
    private static let schema = [
        Migration(
            "test.createNote",
            """
            CREATE TABLE note (id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL);
            CREATE INDEX noteByName ON note (name)
            """
        )
    ]

    @Test func leavesNoByteOfWhatWasDeleted() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory + "/a.sqlite"
            let database = try await Database.open(.file(path), migrations: Self.schema)
            try await database.write { transaction in
                for id in 0..<2_000 {
                    let name = "\(id.isMultiple(of: 3) ? "canary" : "other")-\(id * 7_919 % 2_000)-of-the-test"
                    try transaction.execute("INSERT INTO note (id, name) VALUES (\(id), \(name))")
                }
            }
            #expect(try Self.occurrences(of: "canary", below: directory) > 0)
            try await database.write { try $0.execute("DELETE FROM note WHERE name LIKE 'canary%'") }
            try await database.compact()
            #expect(try Self.occurrences(of: "canary", below: directory) == 0)
            #expect(try Self.occurrences(of: "other", below: directory) > 0)
            let count = try await database.read { try $0.requiredValue("SELECT COUNT(*) FROM note", as: Int.self) }
            #expect(count == 1_333)
            try await database.close()
        }
    }

    @Test func rebuildsTheFileWithoutUnusedPages() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory + "/a.sqlite"
            let database = try await Database.open(.file(path), migrations: Self.schema)
            try await database.write { transaction in
                for id in 0..<2_000 { try transaction.execute("INSERT INTO note (id, name) VALUES (\(id), 'a name')") }
            }
            try await database.write { try $0.execute("DELETE FROM note WHERE id >= 100") }
            try await database.compact()
            let unused = try await database.read { try $0.requiredValue("PRAGMA freelist_count", as: Int.self) }
            #expect(unused == 0)
            try await database.close()
        }
    }

    @Test func worksInMemory() async throws {
        let database = try await Database.open(.memory, migrations: Self.schema)
        try await database.write { try $0.execute("INSERT INTO note (id, name) VALUES (1, 'kept')") }
        try await database.compact()
        #expect(try await database.read { try $0.value("SELECT name FROM note", as: String.self) } == "kept")
        try await database.close()
    }

    private static func occurrences(of text: String, below directory: String) throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: directory).reduce(0) { count, name in
            let content = try Data(contentsOf: URL(filePath: directory + "/" + name))
            return count + String(decoding: content, as: Unicode.ASCII.self).ranges(of: text).count
        }
    }
}
