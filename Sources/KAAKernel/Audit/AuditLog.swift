public import KAAStorage

/// The audit entries of one module's database, each beside the change that it is about.
///
/// The entries of all modules go on into the kernel's one log, in the order of their numbers; see ``AuditTrail``.
public enum AuditLog {
    /// An entry with its number in the database.
    struct Numbered: Sendable {
        let sequence: Int64
        let entry: AuditEntry
    }

    /// The tables of the log as they were first released.
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

    /// What was added to the tables later; databases record it after the other migrations of its time.
    public static let laterMigrations = [
        Migration(
            "kernel.extendAuditEntry",
            """
            ALTER TABLE kernelAuditEntry ADD COLUMN assurance INTEGER;
            ALTER TABLE kernelAuditEntry ADD COLUMN refusal TEXT;
            ALTER TABLE kernelAuditEntry ADD COLUMN reason TEXT;
            ALTER TABLE kernelAuditEntry ADD COLUMN ground TEXT;
            ALTER TABLE kernelAuditEntry ADD COLUMN groundVersion TEXT;
            ALTER TABLE kernelAuditEntry ADD COLUMN consentID BLOB;
            ALTER TABLE kernelAuditEntry ADD COLUMN receipt BLOB;
            ALTER TABLE kernelAuditEntry ADD COLUMN policyVersion TEXT
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
        let sequence = try self.lastSequence(in: transaction) + 1
        try transaction.execute(
            """
            INSERT INTO kernelAuditEntry (
                sequence, id, recordedAt, callerSubject, callerKind, callerBoard, method, purpose, access, outcome,
                requestID, assurance, refusal, reason, ground, groundVersion, consentID, receipt, policyVersion
            ) VALUES (
                \(sequence), \(entry.id), \(entry.recordedAt), \(entry.callerSubject), \(entry.callerKind),
                \(entry.callerBoard), \(entry.method), \(entry.purpose), \(entry.access), \(entry.outcome),
                \(entry.requestID), \(entry.assurance?.rawValue), \(entry.refusal), \(entry.reason),
                \(entry.ground?.rawValue), \(entry.groundVersion), \(entry.consentID), \(entry.receipt),
                \(entry.policyVersion)
            )
            """
        )
        for subject in entry.subjects {
            try transaction.execute("INSERT INTO kernelAuditSubject (subject, entry) VALUES (\(subject), \(sequence))")
        }
    }

    /// The number of the last entry, 0 if there is none.
    static func lastSequence(in transaction: ReadTransaction) throws -> Int64 {
        try transaction.requiredValue("SELECT COALESCE(MAX(sequence), 0) FROM kernelAuditEntry")
    }

    /// The entries from a number on, in order.
    ///
    /// - Parameters:
    ///   - sequence: The first number.
    ///   - limit: How many entries at most.
    ///   - transaction: A transaction on a database that has all of the migrations.
    /// - Returns: The entries, each with all of its subjects.
    /// - Throws: ``KAAStorage/StorageError``.
    static func entries(
        from sequence: Int64,
        limit: Int,
        in transaction: ReadTransaction
    ) throws -> [Numbered] {
        try transaction.rows(
            "SELECT * FROM kernelAuditEntry WHERE sequence >= \(sequence) ORDER BY sequence LIMIT \(limit)"
        ).map { row in
            Numbered(sequence: try row.decode("sequence"), entry: try AuditEntry(row: row, in: transaction))
        }
    }
}
