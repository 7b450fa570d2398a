public import Foundation
public import KAAStorage

/// The audit entries of one module's database, in the order they were recorded.
public struct AuditLog: Sendable {
    private let database: Database

    /// Creates the log of a database that has ``migrations``.
    public init(database: Database) {
        self.database = database
    }

    /// The tables of the log.
    public static let migrations = [
        Migration(
            "kernel.createAuditEntry",
            """
            CREATE TABLE kernelAuditEntry (
                sequence BIGINT NOT NULL PRIMARY KEY,
                id BLOB NOT NULL UNIQUE,
                recordedAt BIGINT NOT NULL,
                callerSubject TEXT NOT NULL,
                callerKind TEXT NOT NULL,
                callerBoard TEXT NOT NULL,
                method TEXT NOT NULL,
                purpose TEXT,
                access TEXT NOT NULL,
                outcome TEXT NOT NULL,
                requestID TEXT
            );
            CREATE INDEX kernelAuditEntryByTime ON kernelAuditEntry (recordedAt);
            CREATE TABLE kernelAuditSubject (
                subject BLOB NOT NULL,
                entry BIGINT NOT NULL REFERENCES kernelAuditEntry (sequence),
                PRIMARY KEY (subject, entry)
            );
            CREATE INDEX kernelAuditSubjectByEntry ON kernelAuditSubject (entry)
            """
        )
    ]

    /// Records an entry together with the change it is about: both are kept, or neither.
    ///
    /// Sequence numbers have no gaps, so that a missing entry shows.
    ///
    /// - Parameters:
    ///   - entry: What was done.
    ///   - transaction: The transaction of the change.
    /// - Throws: ``KAAStorage/StorageError``.
    public static func append(_ entry: AuditEntry, in transaction: WriteTransaction) throws {
        let sequence = try transaction.requiredValue(
            "SELECT COALESCE(MAX(sequence), 0) + 1 FROM kernelAuditEntry",
            as: Int64.self
        )
        try transaction.execute(
            """
            INSERT INTO kernelAuditEntry (
                sequence, id, recordedAt, callerSubject, callerKind, callerBoard, method, purpose, access, outcome,
                requestID
            ) VALUES (
                \(sequence), \(entry.id), \(entry.recordedAt), \(entry.callerSubject), \(entry.callerKind),
                \(entry.callerBoard), \(entry.method), \(entry.purpose), \(entry.access), \(entry.outcome),
                \(entry.requestID)
            )
            """
        )
        for subject in entry.subjects {
            try transaction.execute("INSERT INTO kernelAuditSubject (subject, entry) VALUES (\(subject), \(sequence))")
        }
    }

    /// Records an entry by itself, for a read or a refusal; returns once it is on disk.
    ///
    /// Entries of calls at the same time share a commit.
    ///
    /// - Parameter entry: What was done.
    /// - Throws: ``KAAStorage/StorageError``; the answer must not be sent then.
    public func append(_ entry: AuditEntry) async throws {
        try await self.database.write { try Self.append(entry, in: $0) }
    }

    /// What was done with one young person's data, latest first.
    ///
    /// - Parameters:
    ///   - subject: Whose data.
    ///   - interval: When; the end is not part of it.
    ///   - limit: How many entries at most.
    /// - Returns: The entries, each with all of its subjects.
    /// - Throws: ``KAAStorage/StorageError``.
    /// - Complexity: O(*n*) in the number of entries about the young person.
    public func entries(
        about subject: YoungPersonID,
        during interval: Range<Date> = Date.distantPast..<Date.distantFuture,
        limit: Int = 1_000
    ) async throws -> [AuditEntry] {
        try await self.database.read { transaction in
            try transaction.rows(
                """
                SELECT kernelAuditEntry.* FROM kernelAuditSubject
                JOIN kernelAuditEntry ON kernelAuditEntry.sequence = kernelAuditSubject.entry
                WHERE kernelAuditSubject.subject = \(subject)
                    AND recordedAt >= \(interval.lowerBound) AND recordedAt < \(interval.upperBound)
                ORDER BY sequence DESC LIMIT \(limit)
                """
            ).map { try AuditEntry(row: $0, in: transaction) }
        }
    }

    /// What was done in a stretch of time, earliest first.
    ///
    /// - Parameters:
    ///   - interval: When; the end is not part of it.
    ///   - limit: How many entries at most.
    /// - Returns: The entries.
    /// - Throws: ``KAAStorage/StorageError``.
    public func entries(during interval: Range<Date>, limit: Int = 1_000) async throws -> [AuditEntry] {
        try await self.database.read { transaction in
            try transaction.rows(
                """
                SELECT * FROM kernelAuditEntry
                WHERE recordedAt >= \(interval.lowerBound) AND recordedAt < \(interval.upperBound)
                ORDER BY sequence LIMIT \(limit)
                """
            ).map { try AuditEntry(row: $0, in: transaction) }
        }
    }
}
