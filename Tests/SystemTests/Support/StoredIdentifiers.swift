import Foundation

@testable import KAAStorage

/// Where opaque identifiers stand in the databases of a data directory, table by table and column by column.
///
/// Files tell that there is something, and not what: the audit keeps identifiers beside the data of a module.
struct StoredIdentifiers {
    /// The table in which each module's audit keeps of whom its entries are.
    static let auditColumn = "kernelAuditSubject.subject"

    private let ids: [String]

    init(_ ids: [String]) {
        self.ids = ids
    }

    /// The columns that hold one of the identifiers, as bytes or as text, alone or within something else.
    ///
    /// - Parameter data: The data directory; nobody writes in it meanwhile.
    /// - Returns: Such as `guidance.sqlite guidanceSession.youngPerson`, without the audit log and its index.
    /// - Throws: What keeps a database from being copied or read.
    func places(in data: URL) async throws -> Set<String> {
        let manager = FileManager.default
        let copies = manager.temporaryDirectory.appending(path: "kaad-\(UUID().uuidString)")
        try manager.createDirectory(at: copies, withIntermediateDirectories: true)
        defer {
            // What is left behind is in a folder that the system empties.
            try? manager.removeItem(at: copies)
        }
        let names = try manager.contentsOfDirectory(atPath: data.path).filter { $0.contains(".sqlite") }
        for name in names { try manager.copyItem(at: data.appending(path: name), to: copies.appending(path: name)) }
        var places: Set<String> = []
        for name in names where name.hasSuffix(".sqlite") {
            let path = copies.appending(path: name).path
            places.formUnion(try await self.columns(in: path).map { "\(name) \($0)" })
        }
        return places
    }

    private func columns(in path: String) async throws -> [String] {
        // Without the program's migrations, of which a test of the program from outside knows nothing.
        let reads = ReadQueue(engine: try await SQLiteEngine.open(.file(path), configuration: DatabaseConfiguration()))
        let ids = self.ids
        return try await reads.read { transaction in
            var found: [String] = []
            let tables = try transaction.values(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
                as: String.self
            )
            for table in tables {
                for column in try transaction.values("SELECT name FROM pragma_table_info(\(table))", as: String.self) {
                    for id in ids {
                        guard let bytes = UUID(uuidString: id).map(Self.bytes) else { continue }
                        var count = SQL()
                        count.append(text: "SELECT COUNT(*) FROM \"\(table)\" WHERE 0")
                        for form in [bytes, [UInt8](id.lowercased().utf8), [UInt8](id.uppercased().utf8)] {
                            count.append(text: " OR instr(CAST(\"\(column)\" AS BLOB), ")
                            count += "\(form)) > 0"
                        }
                        if try transaction.requiredValue(count, as: Int.self) > 0 { found.append("\(table).\(column)") }
                    }
                }
            }
            return found
        }
    }

    private static func bytes(of id: UUID) -> [UInt8] {
        unsafe withUnsafeBytes(of: id.uuid) { unsafe [UInt8]($0) }
    }
}
