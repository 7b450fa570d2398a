import Foundation
import KAAKernel
import KAAStorage

/// Keeps the sessions, and every state that they have been in.
enum SessionStorage {
    /// Saves a session that was booked just now.
    static func insert(_ session: GuidanceSession, at moment: Date, in transaction: WriteTransaction) throws {
        try transaction.execute(
            """
            INSERT INTO guidanceSession (id, youngPerson, scheduledOn, topic, state, version)
            VALUES (
                \(session.id), \(session.youngPerson), \(session.scheduledOn), \(session.topic), \(session.state), 1
            )
            """
        )
        try Self.keepVersion(of: session, at: moment, in: transaction)
    }

    /// Saves a new state of a session.
    static func update(_ session: GuidanceSession, at moment: Date, in transaction: WriteTransaction) throws {
        try transaction.execute(
            "UPDATE guidanceSession SET state = \(session.state), version = version + 1 WHERE id = \(session.id)"
        )
        try Self.keepVersion(of: session, at: moment, in: transaction)
    }

    private static func keepVersion(
        of session: GuidanceSession,
        at moment: Date,
        in transaction: WriteTransaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO guidanceSessionVersion (session, version, state, recordedAt)
            SELECT id, version, state, \(moment) FROM guidanceSession WHERE id = \(session.id)
            """
        )
    }

    /// The session with an identifier, or `nil`.
    static func find(_ id: UUID, in transaction: ReadTransaction) throws -> GuidanceSession? {
        try transaction.row("SELECT * FROM guidanceSession WHERE id = \(id)").map(GuidanceSession.init(row:))
    }

    /// A person's sessions, the latest first.
    ///
    /// - Parameters:
    ///   - youngPerson: Whose.
    ///   - key: Only those after this one in the order.
    ///   - limit: How many at most.
    ///   - transaction: Reads.
    /// - Returns: The sessions in order.
    /// - Throws: ``KAAStorage/StorageError``.
    /// - Complexity: O(*n*) in `limit`.
    static func list(
        of youngPerson: YoungPersonID,
        after key: (CivilDate, UUID)?,
        limit: Int,
        in transaction: ReadTransaction
    ) throws -> [GuidanceSession] {
        let after: SQL = key.map { "AND (scheduledOn, id) < (\($0.0), \($0.1))" } ?? ""
        return try transaction.rows(
            """
            SELECT * FROM guidanceSession WHERE youngPerson = \(youngPerson) \(after)
            ORDER BY scheduledOn DESC, id DESC LIMIT \(limit)
            """
        ).map(GuidanceSession.init(row:))
    }
}
