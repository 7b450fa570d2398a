import Foundation
import KAAKernel
import KAAStorage

/// Keeps purges: the list while there is one, and then what stays of it.
enum PurgeStorage {
    /// Somebody on a list, as others may see it.
    struct Item: Hashable, Sendable {
        let ordinal: Int64
        /// `nil` for somebody protected, and for somebody who was never registered.
        let youngPersonID: YoungPersonID?
        let birthDate: CivilDate
        let reason: PurgeReason
    }

    /// The purge with an identifier, or the latest one for `nil`.
    static func find(_ id: UUID?, in transaction: ReadTransaction) throws -> Purge? {
        let row = try transaction.row(
            """
            SELECT * FROM outreachPurge WHERE \(id) IS NULL OR id = \(id) ORDER BY position DESC LIMIT 1
            """
        )
        guard let row else { return nil }
        let found: UUID = try row.decode("id")
        let approvals = try transaction.rows(
            "SELECT caller, roles, approvedAt FROM outreachPurgeApproval WHERE purge = \(found) ORDER BY approvedAt, caller"
        ).map { row in
            Purge.Approval(
                caller: try row.decode("caller"),
                roles: Set(
                    (try row.decode("roles") as String).split(separator: ",").compactMap { Role(rawValue: "\($0)") }
                ),
                approvedAt: try row.decode("approvedAt")
            )
        }
        return Purge(
            id: found,
            state: try row.decode("state"),
            dueBy: try row.decode("dueBy"),
            monthsAfterCoverage: try row.decode("monthsAfterCoverage"),
            ruleVersion: try row.decode("ruleVersion"),
            byStatute: try row.decode("byStatute"),
            byPolicy: try row.decode("byPolicy"),
            proposedAt: try row.decode("proposedAt"),
            doneAt: try row.decode("doneAt"),
            approvals: approvals
        )
    }

    /// Saves a new purge; its list is saved by ``PurgeList``.
    static func insert(_ purge: Purge, in transaction: WriteTransaction) throws {
        try transaction.execute(
            """
            INSERT INTO outreachPurge (
                id, position, state, dueBy, monthsAfterCoverage, ruleVersion, byStatute, byPolicy, proposedAt
            ) SELECT
                \(purge.id), COALESCE(MAX(position), 0) + 1, \(purge.state), \(purge.dueBy),
                \(purge.monthsAfterCoverage), \(purge.ruleVersion), \(purge.byStatute), \(purge.byPolicy),
                \(purge.proposedAt)
            FROM outreachPurge
            """
        )
    }

    /// Saves how a purge stands and who has approved it.
    static func update(_ purge: Purge, in transaction: WriteTransaction) throws {
        try transaction.execute(
            "UPDATE outreachPurge SET state = \(purge.state), doneAt = \(purge.doneAt) WHERE id = \(purge.id)"
        )
        for approval in purge.approvals {
            let roles = approval.roles.map(\.rawValue).sorted().joined(separator: ",")
            try transaction.execute(
                """
                INSERT INTO outreachPurgeApproval (purge, caller, roles, approvedAt)
                VALUES (\(purge.id), \(approval.caller), \(roles), \(approval.approvedAt)) ON CONFLICT DO NOTHING
                """
            )
        }
    }

    /// Drops the lists that wait, because a later one takes their place.
    static func dropWaiting(in transaction: WriteTransaction) throws {
        try transaction.execute(
            """
            DELETE FROM outreachPurgeItem WHERE purge IN (
                SELECT id FROM outreachPurge WHERE state IN (\(PurgeState.proposed), \(PurgeState.approved))
            )
            """
        )
        try transaction.execute(
            """
            UPDATE outreachPurge SET state = \(PurgeState.dropped)
            WHERE state IN (\(PurgeState.proposed), \(PurgeState.approved))
            """
        )
    }

    /// The purge that was begun and has not come to its end; there is one at most.
    static func underWay(in transaction: ReadTransaction) throws -> UUID? {
        let states = PurgeState.allCases.filter(\.isUnderWay)
        for state in states {
            let id = try transaction.value("SELECT id FROM outreachPurge WHERE state = \(state)", as: UUID.self)
            if let id { return id }
        }
        return nil
    }

    /// The latest day that a purge was begun for; `nil` if there was none.
    static func purgedBy(in transaction: ReadTransaction) throws -> CivilDate? {
        try transaction.value(
            """
            SELECT MAX(dueBy) FROM outreachPurge
            WHERE state NOT IN (\(PurgeState.proposed), \(PurgeState.approved), \(PurgeState.dropped))
            """,
            as: CivilDate?.self
        ) ?? nil
    }

    /// A part of a list, in order of birth.
    ///
    /// - Parameters:
    ///   - id: The purge.
    ///   - ordinal: Only those after this one.
    ///   - limit: How many at most.
    ///   - transaction: Reads.
    /// - Returns: The persons.
    /// - Throws: ``KAAStorage/StorageError``.
    static func items(
        of id: UUID,
        after ordinal: Int64?,
        limit: Int,
        in transaction: ReadTransaction
    ) throws -> [Item] {
        try transaction.rows(
            """
            SELECT ordinal, person, youngPersonID, reason, EXISTS (
                SELECT 1 FROM outreachResidence AS version
                WHERE version.person = item.person AND version.toRun IS NULL
                    AND version.protection <> \(SkyddadePersonuppgifter.none)
            ) AS isProtected
            FROM outreachPurgeItem AS item
            WHERE purge = \(id) AND ordinal > \(ordinal ?? 0) ORDER BY ordinal LIMIT \(limit)
            """
        ).map { row in
            let person: IdentityNumber = try row.decode("person")
            return Item(
                ordinal: try row.decode("ordinal"),
                youngPersonID: try row.decode("isProtected") ? nil : try row.decode("youngPersonID"),
                birthDate: person.birthDate,
                reason: try row.decode("reason")
            )
        }
    }

    /// Everyone on a list whom other modules may know.
    static func subjects(of id: UUID, in transaction: ReadTransaction) throws -> [YoungPersonID] {
        try transaction.values(
            """
            SELECT youngPersonID FROM outreachPurgeItem
            WHERE purge = \(id) AND youngPersonID IS NOT NULL ORDER BY youngPersonID
            """
        )
    }
}
