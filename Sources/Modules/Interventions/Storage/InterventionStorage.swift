import Foundation
import KAAKernel
import KAAStorage

/// Keeps who takes part in what, and every state that was recorded of it.
enum InterventionStorage {
    /// Saves an intervention that starts.
    static func insert(_ intervention: Intervention, at moment: Date, in transaction: WriteTransaction) throws {
        try transaction.execute(
            """
            INSERT INTO interventionsIntervention (id, youngPerson, typeCode, ownerBoard, startedOn, version)
            VALUES (
                \(intervention.id), \(intervention.youngPerson), \(intervention.type), \(intervention.owner),
                \(intervention.startedOn), 1
            )
            """
        )
        try Self.keepVersion(of: intervention, at: moment, in: transaction)
    }

    /// Saves the end of an intervention.
    static func update(_ intervention: Intervention, at moment: Date, in transaction: WriteTransaction) throws {
        try transaction.execute(
            """
            UPDATE interventionsIntervention
            SET endedOn = \(intervention.end?.day), endReason = \(intervention.end?.reason), version = version + 1
            WHERE id = \(intervention.id)
            """
        )
        try Self.keepVersion(of: intervention, at: moment, in: transaction)
    }

    private static func keepVersion(
        of intervention: Intervention,
        at moment: Date,
        in transaction: WriteTransaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO interventionsInterventionVersion (intervention, version, endedOn, endReason, recordedAt)
            SELECT id, version, endedOn, endReason, \(moment) FROM interventionsIntervention
            WHERE id = \(intervention.id)
            """
        )
    }

    /// The intervention with an identifier, or `nil`.
    static func find(_ id: UUID, in transaction: ReadTransaction) throws -> Intervention? {
        try transaction.row("SELECT * FROM interventionsIntervention WHERE id = \(id)").map(Intervention.init(row:))
    }

    /// Whether a person takes part in an intervention of the type now.
    static func isOngoing(
        _ youngPerson: YoungPersonID,
        _ type: InterventionTypeCode,
        in transaction: ReadTransaction
    ) throws -> Bool {
        try transaction.row(
            """
            SELECT 1 FROM interventionsIntervention
            WHERE youngPerson = \(youngPerson) AND typeCode = \(type) AND endedOn IS NULL
            """
        ) != nil
    }

    /// A person's interventions, the latest first.
    ///
    /// - Parameters:
    ///   - youngPerson: Whose.
    ///   - key: Only those after this one in the order.
    ///   - limit: How many at most.
    ///   - transaction: Reads.
    /// - Returns: The interventions in order.
    /// - Throws: ``KAAStorage/StorageError``.
    /// - Complexity: O(*n*) in `limit`.
    static func list(
        of youngPerson: YoungPersonID,
        after key: (CivilDate, UUID)?,
        limit: Int,
        in transaction: ReadTransaction
    ) throws -> [Intervention] {
        let after: SQL = key.map { "AND (startedOn, id) < (\($0.0), \($0.1))" } ?? ""
        return try transaction.rows(
            """
            SELECT * FROM interventionsIntervention WHERE youngPerson = \(youngPerson) \(after)
            ORDER BY startedOn DESC, id DESC LIMIT \(limit)
            """
        ).map(Intervention.init(row:))
    }
}
