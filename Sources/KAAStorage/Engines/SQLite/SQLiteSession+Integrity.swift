import GRDB

extension SQLiteSession {
    func firstDamage() throws -> String? {
        let finding: String?
        do {
            // Every page and every row, but not whether indexes agree with their tables
            // (https://www.sqlite.org/pragma.html#pragma_quick_check).
            finding = try String.fetchOne(self.database, sql: "PRAGMA quick_check(1)")
        } catch let error as DatabaseError {
            throw StorageError(sqlite: error)
        }
        guard let finding, finding != "ok" else { return nil }
        // A heading that names the schema stands before the place.
        return finding.split(separator: "\n").last.map(String.init)
    }
}
