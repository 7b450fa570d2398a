/// The migrations of a program, compared with those that a database records.
struct MigrationPlan: Sendable {
    private struct Applied {
        let name: String
        let fingerprint: String
    }

    private let migrations: [Migration]

    init(_ migrations: [Migration]) throws {
        var names: Set<String> = []
        for migration in migrations {
            guard names.insert(migration.name).inserted else {
                throw StorageError(.migrationRefused, "The migration '\(migration.name)' is declared twice.")
            }
            guard migration.name.contains("."), !migration.owner.isEmpty else {
                throw StorageError(
                    .migrationRefused,
                    "The migration '\(migration.name)' does not begin with its owner and a dot."
                )
            }
        }
        self.migrations = migrations
    }

    /// Applies what is missing and records it.
    ///
    /// - Throws: ``StorageError`` with code ``StorageError/Code/migrationRefused`` before anything is changed if, for
    ///   any owner, the recorded migrations are not the beginning of the declared ones, or one was changed.
    func apply(in transaction: WriteTransaction) throws {
        try transaction.execute(
            """
            CREATE TABLE IF NOT EXISTS storageMigration (
                position INTEGER NOT NULL PRIMARY KEY,
                name TEXT NOT NULL UNIQUE,
                fingerprint TEXT NOT NULL
            )
            """
        )
        let applied = try transaction.rows("SELECT name, fingerprint FROM storageMigration ORDER BY position")
            .map { Applied(name: try $0.decode("name"), fingerprint: try $0.decode("fingerprint")) }
        try self.check(applied)

        let appliedNames = Set(applied.map(\.name))
        var position = applied.count
        for migration in self.migrations where !appliedNames.contains(migration.name) {
            try migration.apply(transaction)
            position += 1
            try transaction.execute(
                """
                INSERT INTO storageMigration (position, name, fingerprint)
                VALUES (\(position), \(migration.name), \(migration.fingerprint))
                """
            )
        }
    }

    private func check(_ applied: [Applied]) throws {
        let declaredByOwner = Dictionary(grouping: self.migrations, by: \.owner)
        for (owner, recorded) in Dictionary(grouping: applied, by: { $0.name.prefix { $0 != "." } }) {
            var declared = (declaredByOwner[owner] ?? []).makeIterator()
            for step in recorded {
                guard let migration = declared.next() else {
                    throw StorageError(
                        .migrationRefused,
                        "The database has the migration '\(step.name)', which this program does not know: "
                            + "it was used with a newer version."
                    )
                }
                guard migration.name == step.name else {
                    throw StorageError(
                        .migrationRefused,
                        "The program has the migration '\(migration.name)' where the database has '\(step.name)': "
                            + "migrations must keep their order."
                    )
                }
                guard migration.fingerprint == step.fingerprint else {
                    throw StorageError(
                        .migrationRefused,
                        "The migration '\(step.name)' was changed after it had been applied to this database."
                    )
                }
            }
        }
    }
}
