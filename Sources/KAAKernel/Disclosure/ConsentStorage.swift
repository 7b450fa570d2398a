import Foundation
import KAAStorage

/// The consents where they are recorded, in the kernel's own database, each at the place of its latest change.
struct ConsentStorage: ConsentFeed {
    private let database: Database

    /// Creates the storage of a database that has ``migrations``.
    init(database: Database) {
        self.database = database
    }

    /// The tables of the consents, and of those that were erased together with their persons.
    static let migrations = [
        Migration(
            "kernel.createConsent",
            """
            CREATE TABLE kernelConsent (
                id BLOB NOT NULL PRIMARY KEY,
                position BIGINT NOT NULL UNIQUE,
                person BLOB NOT NULL,
                giver TEXT NOT NULL,
                isFoundMature INTEGER NOT NULL,
                form TEXT NOT NULL,
                disclosers TEXT NOT NULL,
                receivers TEXT NOT NULL,
                classes TEXT NOT NULL,
                purposes TEXT NOT NULL,
                firstDay INTEGER NOT NULL,
                lastDay INTEGER NOT NULL CHECK (lastDay >= firstDay AND lastDay - firstDay <= 366),
                handler TEXT NOT NULL,
                handlerBoard TEXT NOT NULL,
                recordedAt BIGINT NOT NULL,
                revokedAt BIGINT,
                revokedBy TEXT,
                revokingBoard TEXT
            );
            CREATE INDEX kernelConsentByPerson ON kernelConsent (person, id);
            CREATE TABLE kernelConsentErasure (
                id BLOB NOT NULL PRIMARY KEY,
                position BIGINT NOT NULL UNIQUE
            )
            """
        )
    ]

    func changes(after position: Int64, limit: Int) async throws -> ConsentPage {
        try await self.database.read { transaction in
            let standing = try transaction.rows(
                "SELECT * FROM kernelConsent WHERE position > \(position) ORDER BY position LIMIT \(limit)"
            ).map { row in
                let consent = try Consent(row: row)
                return ConsentChange(position: try row.decode("position"), id: consent.id, consent: consent)
            }
            let erased = try transaction.rows(
                "SELECT * FROM kernelConsentErasure WHERE position > \(position) ORDER BY position LIMIT \(limit)"
            ).map { row in
                ConsentChange(position: try row.decode("position"), id: try row.decode("id"), consent: nil)
            }
            let changes = (standing + erased).sorted { $0.position < $1.position }.prefix(limit)
            return ConsentPage(changes: Array(changes), head: try Self.head(in: transaction))
        }
    }

    /// Saves a consent as it now stands, as the latest change.
    ///
    /// - Returns: Its position.
    static func save(_ consent: Consent, in transaction: WriteTransaction) throws -> Int64 {
        let moment = consent.revocation?.moment ?? consent.recordedAt
        let position = try Self.nextPosition(at: moment, in: transaction)
        try consent.save(at: position, to: "kernelConsent", in: transaction)
        return position
    }

    /// The consent with an identifier, or `nil`.
    static func find(_ id: UUID, in transaction: ReadTransaction) throws -> Consent? {
        try transaction.row("SELECT * FROM kernelConsent WHERE id = \(id)").map(Consent.init(row:))
    }

    /// The consents about a person, in the order of their identifiers.
    ///
    /// - Complexity: O(*n*) in the person's consents, of which there are a few a year.
    static func consents(about person: YoungPersonID, in transaction: ReadTransaction) throws -> [Consent] {
        try transaction.rows("SELECT * FROM kernelConsent WHERE person = \(person) ORDER BY id").map(Consent.init(row:))
    }

    /// Removes everything about a person but that consents with these identifiers are gone.
    static func erase(_ person: YoungPersonID, at moment: Date, in transaction: WriteTransaction) throws {
        for id in try transaction.values("SELECT id FROM kernelConsent WHERE person = \(person)", as: UUID.self) {
            let position = try Self.nextPosition(at: moment, in: transaction)
            try transaction.execute("INSERT INTO kernelConsentErasure (id, position) VALUES (\(id), \(position))")
            try transaction.execute("DELETE FROM kernelConsent WHERE id = \(id)")
        }
    }

    /// The position of a change made at a moment: its microsecond since 1970, or the next one that is free.
    ///
    /// Counted from 1, the changes made on a copy put back from a backup would stand at positions that modules know
    /// already, and be passed over by them.
    private static func nextPosition(at moment: Date, in transaction: ReadTransaction) throws -> Int64 {
        max(try Self.head(in: transaction) + 1, Int64((moment.timeIntervalSince1970 * 1_000_000).rounded()))
    }

    /// The position of the latest change, 0 before the first.
    static func head(in transaction: ReadTransaction) throws -> Int64 {
        try transaction.requiredValue(
            """
            SELECT COALESCE(MAX(position), 0) FROM (
                SELECT MAX(position) AS position FROM kernelConsent
                UNION ALL SELECT MAX(position) FROM kernelConsentErasure
            ) AS latest
            """
        )
    }
}
