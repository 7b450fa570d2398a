import KAAStorage
import KAATransparency

/// Keeps the newest mark of the audit log in the kernel's own database, so that a log that is gone, or was put back from an
/// older copy, is missed.
///
/// The leaves of a mark are on disk before it is signed, and so before it is kept here: no crash can leave a mark that is ahead
/// of the log.
struct AuditMarkStorage: Sendable {
    /// The table, which has one row at most.
    static let migrations = [
        Migration(
            "kernel.createAuditMark",
            """
            CREATE TABLE kernelAuditMark (
                id INTEGER NOT NULL PRIMARY KEY CHECK (id = 0),
                note TEXT NOT NULL,
                publicKey TEXT NOT NULL
            )
            """
        )
    ]

    private let database: Database

    /// Creates the storage of a database that has ``migrations``.
    init(database: Database) {
        self.database = database
    }

    /// The mark; `nil` if there has never been a log.
    ///
    /// - Throws: ``AuditDamage`` if what is kept was never signed by the log, or ``KAAStorage/StorageError``.
    func find() async throws -> AuditMark? {
        let row = try await self.database.read { try $0.row("SELECT note, publicKey FROM kernelAuditMark") }
        guard let row else { return nil }
        let publicKey: String = try row.decode("publicKey")
        guard let note = SignedCheckpoint(text: try row.decode("note")),
            let key = try? LedgerPublicKey(pemRepresentation: publicKey), note.isSigned(with: key)
        else { throw AuditDamage("What kernel.sqlite keeps of the audit log was not signed by one.") }
        return AuditMark(note: note, publicKey: publicKey)
    }

    /// Keeps a mark in place of the former one.
    func keep(_ mark: AuditMark) async throws {
        // The log may be closed by a task that is cancelled, and its last mark is the one that matters.
        try await self.database.writeEvenIfCancelled { transaction in
            try transaction.execute("DELETE FROM kernelAuditMark")
            try transaction.execute(
                "INSERT INTO kernelAuditMark (id, note, publicKey) VALUES (0, \(mark.note.text), \(mark.publicKey))"
            )
        }
    }
}
