import Foundation
import KAAKernelContract
import KAAStorage
import KAAWire

/// Finds records of the audit log by person, time and source.
///
/// Everything in it is in the log as well, so it can be removed while nothing runs, and is made anew from the log.
struct AuditIndex: Sendable {
    /// How far into a module's database the log goes: all before `sequence`, and of that entry the first `parts` records.
    struct Mark: Comparable, Sendable {
        var sequence: Int64 = 0
        var parts: Int32 = 0

        static func < (left: Self, right: Self) -> Bool {
            (left.sequence, left.parts) < (right.sequence, right.parts)
        }
    }

    private static let batch = 1_000

    private let log: any LeafLog
    private let database: Database
    private let turns = TurnTaking()

    /// Opens the index of a log.
    ///
    /// - Throws: ``AuditDamage`` if the index knows of leaves that the log does not have, or says anything else of its leaves.
    static func open(_ location: DatabaseLocation, of log: any LeafLog) async throws -> Self {
        let database = try await Database.open(checking: location, named: "audit/audit", migrations: Self.migrations)
        let index = Self(log: log, database: database)
        do {
            try await index.check()
        } catch {
            // The error that matters is the one at hand.
            try? await index.close()
            throw error
        }
        return index
    }

    private init(log: any LeafLog, database: Database) {
        self.log = log
        self.database = database
    }

    static let migrations = [
        Migration(
            "audit.createRecord",
            """
            CREATE TABLE auditRecord (
                position BIGINT NOT NULL PRIMARY KEY,
                recordedAt BIGINT NOT NULL,
                source TEXT NOT NULL,
                sourceSequence BIGINT NOT NULL,
                part INTEGER NOT NULL,
                leaf BLOB NOT NULL
            );
            CREATE INDEX auditRecordByTime ON auditRecord (recordedAt);
            CREATE UNIQUE INDEX auditRecordBySource ON auditRecord (source, sourceSequence, part)
                WHERE sourceSequence > 0;
            CREATE TABLE auditSubject (
                subject BLOB NOT NULL,
                position BIGINT NOT NULL REFERENCES auditRecord (position),
                PRIMARY KEY (subject, position)
            )
            """
        )
    ]

    private func check() async throws {
        let known = try await self.count()
        let logged = try await self.log.leafCount
        guard known <= logged else {
            throw AuditDamage("The audit log ends at leaf \(logged), its index at leaf \(known): leaves are missing.")
        }
        guard known > 0 else { return }
        let last = try await self.database.read {
            try $0.value("SELECT leaf FROM auditRecord WHERE position = \(known - 1)", as: [UInt8].self)
        }
        guard try await self.log.leaves(from: known - 1, limit: 1).first == last else {
            throw AuditDamage("Leaf \(known - 1) of the audit log is not the one that its index knows.")
        }
        try await AuditIndexComparison(log: self.log, database: self.database).run(upTo: known)
    }

    /// How many leaves the index knows of.
    func count() async throws -> Int64 {
        try await self.database.read { try $0.requiredValue("SELECT COALESCE(MAX(position) + 1, 0) FROM auditRecord") }
    }

    /// Takes in what has been logged since the last time.
    ///
    /// - Parameter limit: How many leaves at most; all there are by default.
    /// - Throws: ``AuditDamage`` if a leaf is no record, ``KAAStorage/StorageError``, or what the log throws.
    func catchUp(atMost limit: Int = .max) async throws {
        try await self.turns.withTurn {
            var taken = 0
            while taken < limit {
                let first = try await self.count()
                let leaves = try await self.log.leaves(from: first, limit: min(Self.batch, limit - taken))
                guard !leaves.isEmpty else { return }
                taken += leaves.count
                try await self.database.write { transaction in
                    for (offset, leaf) in leaves.enumerated() {
                        try Self.insert(leaf, at: first + Int64(offset), in: transaction)
                    }
                }
            }
        }
    }

    private static func insert(_ leaf: [UInt8], at position: Int64, in transaction: WriteTransaction) throws {
        guard let record = try? Kaa.Kernel.V1.AuditRecord(decoding: leaf), let time = record.recordTime else {
            throw AuditDamage("Leaf \(position) of the audit log is no record.")
        }
        try transaction.execute(
            """
            INSERT INTO auditRecord (position, recordedAt, source, sourceSequence, part, leaf)
            VALUES (
                \(position), \(time.moment), \(record.source), \(record.sourceSequence), \(record.part), \(leaf)
            )
            """
        )
        for subject in record.youngPersonIds.compactMap({ YoungPersonID($0) }) {
            try transaction.execute("INSERT INTO auditSubject (subject, position) VALUES (\(subject), \(position))")
        }
    }

    /// How far into a module's database the indexed part of the log goes.
    func mark(of source: String) async throws -> Mark {
        try await self.database.read { transaction in
            let row = try transaction.row(
                """
                SELECT sourceSequence, part FROM auditRecord WHERE source = \(source) AND sourceSequence > 0
                ORDER BY sourceSequence DESC, part DESC LIMIT 1
                """
            )
            guard let row else { return Mark() }
            return Mark(sequence: try row.decode("sourceSequence"), parts: try row.decode("part", as: Int32.self) + 1)
        }
    }

    /// The records about a person, latest first.
    ///
    /// - Parameters:
    ///   - subject: Whose data.
    ///   - interval: When; the end is not part of it.
    ///   - before: Only those with a lower number; for the next page.
    ///   - limit: How many at most.
    /// - Returns: The records.
    /// - Throws: ``KAAStorage/StorageError``.
    func records(
        about subject: YoungPersonID,
        during interval: Range<Date>,
        before: Int64 = .max,
        limit: Int
    ) async throws -> [LoggedRecord] {
        try await self.records(
            """
            SELECT auditRecord.position AS position, leaf FROM auditSubject
            JOIN auditRecord ON auditRecord.position = auditSubject.position
            WHERE auditSubject.subject = \(subject) AND auditSubject.position < \(before)
                AND recordedAt >= \(interval.lowerBound) AND recordedAt < \(interval.upperBound)
            ORDER BY auditSubject.position DESC LIMIT \(limit)
            """
        )
    }

    /// The records of a stretch of time, in the order of the log.
    func records(during interval: Range<Date>, limit: Int) async throws -> [LoggedRecord] {
        try await self.records(
            """
            SELECT position, leaf FROM auditRecord
            WHERE recordedAt >= \(interval.lowerBound) AND recordedAt < \(interval.upperBound)
            ORDER BY position LIMIT \(limit)
            """
        )
    }

    private func records(_ sql: SQL) async throws -> [LoggedRecord] {
        try await self.database.read { transaction in
            try transaction.rows(sql).map { row in
                LoggedRecord(
                    position: try row.decode("position"),
                    record: try Kaa.Kernel.V1.AuditRecord(decoding: try row.decode("leaf", as: [UInt8].self))
                )
            }
        }
    }

    func close() async throws {
        try await self.database.close()
    }
}
