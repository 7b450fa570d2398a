import KAAKernel
import KAAStorage

/// Merges a waiting snapshot into the versions of its feed, so that they depend on the set of snapshots alone.
///
/// What it does to one key is what ``SnapshotHistory/record(_:at:nextSnapshot:)`` does; here it is done to all keys at
/// once. A key changes when the snapshot says otherwise than the version in force on its date. Then the version of that
/// date is replaced, and the next snapshot's word, which was understood before, is written down if it differs.
struct SnapshotMerge {
    private let table: VersionedTable
    private let snapshot: CivilDate
    private let nextSnapshot: CivilDate?
    private let run: Int64

    init(_ table: VersionedTable, snapshot: CivilDate, nextSnapshot: CivilDate?, run: Int64) {
        self.table = table
        self.snapshot = snapshot
        self.nextSnapshot = nextSnapshot
        self.run = run
    }

    /// Merges the table `stage`, and adds to the table `changed` the persons of whom something new is said.
    ///
    /// - Parameters:
    ///   - firstPerson: The lowest number of a person whose rows were taken in: that others are missing says nothing.
    ///   - transaction: Writes.
    /// - Returns: How many keys changed.
    /// - Throws: ``KAAStorage/StorageError``.
    /// - Complexity: O(*n* log *n*) in the number of rows of the snapshot and of the versions in force.
    func apply(from firstPerson: Int64 = 0, in transaction: WriteTransaction) throws -> Int {
        try self.findChanges(from: firstPerson, in: transaction)
        let count = try transaction.value("SELECT COUNT(*) FROM difference", as: Int.self) ?? 0
        if count > 0 {
            if let nextSnapshot = self.nextSnapshot { try self.keepWord(of: nextSnapshot, in: transaction) }
            try self.replaceWord(in: transaction)
            try transaction.execute(
                "INSERT INTO changed SELECT DISTINCT person FROM difference WHERE true ON CONFLICT DO NOTHING"
            )
        }
        try transaction.execute("DROP TABLE difference")
        return count
    }

    private func findChanges(from firstPerson: Int64, in transaction: WriteTransaction) throws {
        let inForce = self.inForce("version", on: self.snapshot)
        let differs = self.payloadDiffers("stage", "version")
        // What is gone has no payload: nothing is kept twice of anyone, and the same is always written the same.
        let absence = self.table.key.map { "version." + $0 } + self.table.payload.map { "NULL AS " + $0 }
        try transaction.execute(
            """
            CREATE TEMP TABLE difference AS
            SELECT \(self.columns(of: "stage")), 1 AS isPresent
            FROM stage LEFT JOIN \(self.table.name) AS version
                ON \(self.matches("version", "stage")) AND \(inForce)
            WHERE version.person IS NULL OR version.isPresent = 0 OR \(differs)
            UNION ALL
            SELECT \(self.list(absence)), 0 AS isPresent
            FROM \(self.table.name) AS version
            WHERE version.isPresent = 1 AND version.person >= \(firstPerson) AND \(inForce)
                AND NOT EXISTS (SELECT 1 FROM stage WHERE \(self.matches("stage", "version")))
            """
        )
        try transaction.execute("CREATE INDEX differenceByKey ON difference (\(self.list(self.table.key)))")
    }

    /// Writes down what the next snapshot said, before the version it was understood from changes.
    private func keepWord(of next: CivilDate, in transaction: WriteTransaction) throws {
        let isThere: SQL = """
            SELECT 1 FROM \(self.table.name) AS later
            WHERE \(self.matches("later", "difference")) AND later.toRun IS NULL AND later.snapshot = \(next)
            """
        let payload = self.table.payload.map { "version." + $0 }
        let values = self.list(self.table.key.map { "difference." + $0 } + ["\(next)"] + payload)
        try transaction.execute(
            """
            INSERT INTO \(self.table.name) (\(self.list(self.table.key + ["snapshot"] + self.table.payload)),
                isPresent, fromRun, toRun)
            SELECT \(values), COALESCE(version.isPresent, 0), \(self.run), NULL
            FROM difference LEFT JOIN \(self.table.name) AS version
                ON \(self.matches("version", "difference")) AND \(self.inForce("version", on: self.snapshot))
            WHERE NOT EXISTS (\(isThere))
            """
        )
        // Where it said what the merged snapshot says too, no version of its own is needed any more.
        try self.end(
            next,
            where: """
                difference.isPresent = version.isPresent
                    AND (difference.isPresent = 0 OR NOT (\(self.payloadDiffers("difference", "version"))))
                """,
            in: transaction
        )
    }

    private func replaceWord(in transaction: WriteTransaction) throws {
        try self.end(self.snapshot, where: "1 = 1", in: transaction)
        // The version of this date is ended, so what is in force now is what the former snapshot said.
        try transaction.execute(
            """
            INSERT INTO \(self.table.name) (\(self.list(self.table.key + ["snapshot"] + self.table.payload)),
                isPresent, fromRun, toRun)
            SELECT \(self.list(self.table.key.map { "difference." + $0 })), \(self.snapshot),
                \(self.payloadList(of: "difference")) difference.isPresent, \(self.run), NULL
            FROM difference LEFT JOIN \(self.table.name) AS version
                ON \(self.matches("version", "difference")) AND \(self.inForce("version", on: self.snapshot))
            WHERE (difference.isPresent = 1 AND (version.person IS NULL OR version.isPresent = 0
                    OR \(self.payloadDiffers("difference", "version"))))
                OR (difference.isPresent = 0 AND version.isPresent = 1)
            """
        )
    }

    /// Ends the versions of a snapshot's date whose keys have changed, as far as they meet a condition.
    ///
    /// A version that this run itself has written was never known, so it goes without a trace; a night reads many files.
    private func end(_ snapshot: CivilDate, where condition: SQL, in transaction: WriteTransaction) throws {
        let isMeant: SQL = """
            version.toRun IS NULL AND version.snapshot = \(snapshot) AND EXISTS (
                SELECT 1 FROM difference WHERE \(self.matches("difference", "version")) AND \(condition)
            )
            """
        try transaction.execute(
            "DELETE FROM \(self.table.name) AS version WHERE version.fromRun = \(self.run) AND \(isMeant)"
        )
        try transaction.execute("UPDATE \(self.table.name) AS version SET toRun = \(self.run) WHERE \(isMeant)")
    }
}

extension SnapshotMerge {
    private func list(_ columns: [SQL]) -> SQL {
        var result = SQL()
        for (index, column) in columns.enumerated() {
            if index > 0 { result += ", " }
            result += column
        }
        return result
    }

    private func columns(of table: SQL) -> SQL {
        self.list((self.table.key + self.table.payload).map { table + "." + $0 })
    }

    private func payloadList(of table: SQL) -> SQL {
        self.table.payload.isEmpty ? SQL() : self.list(self.table.payload.map { table + "." + $0 }) + ","
    }

    private func matches(_ one: SQL, _ other: SQL) -> SQL {
        var result = SQL()
        for (index, column) in self.table.key.enumerated() {
            if index > 0 { result += " AND " }
            result += one + "." + column + " = " + other + "." + column
        }
        return result
    }

    private func payloadDiffers(_ one: SQL, _ other: SQL) -> SQL {
        var result: SQL = "1 = 0"
        for column in self.table.payload {
            result += " OR " + one + "." + column + " IS DISTINCT FROM " + other + "." + column
        }
        return "(\(result))"
    }

    /// That `version` is the one known now that is in force on `day`.
    private func inForce(_ version: SQL, on day: CivilDate) -> SQL {
        """
        \(version).toRun IS NULL AND \(version).snapshot <= \(day) AND NOT EXISTS (
            SELECT 1 FROM \(self.table.name) AS newer
            WHERE \(self.matches("newer", version)) AND newer.toRun IS NULL
                AND newer.snapshot > \(version).snapshot AND newer.snapshot <= \(day)
        )
        """
    }
}
