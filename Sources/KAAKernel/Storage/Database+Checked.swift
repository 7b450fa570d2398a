import KAAStorage

extension Database {
    /// Opens a database and reads all of it, so that nobody goes on with a damaged one.
    ///
    /// - Parameters:
    ///   - location: Where it lives.
    ///   - name: The name of the file without its ending, for whoever is told of damage.
    ///   - migrations: All migrations, oldest first.
    /// - Returns: The open database.
    /// - Throws: `StorageError` with the name and the place if it is damaged, or what keeps it from being opened.
    static func open(
        checking location: DatabaseLocation,
        named name: String,
        migrations: [Migration]
    ) async throws -> Database {
        do {
            let database = try await Database.open(location, migrations: migrations)
            do {
                try await database.checkIntegrity()
            } catch {
                // The error that matters is the one at hand.
                try? await database.close()
                throw error
            }
            return database
        } catch let error as StorageError where error.code == .corrupt {
            throw StorageError(.corrupt, "\(name).sqlite is damaged: \(error.message)")
        }
    }
}
