import Foundation
import KAAKernel
import KAAStorage

/// Keeps what officials have decided about those with skyddad folkbokföring; the nightly run applies it.
struct CoverageDecisionStorage {
    /// Keeps a decision, which takes the place of any former one.
    static func insert(
        _ decision: ManualCoverageDecision,
        of person: IdentityNumber,
        by account: String,
        at moment: Date,
        in transaction: WriteTransaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO outreachCoverageDecision (sequence, person, isCovered, fromDay, account, recordedAt)
            SELECT COALESCE(MAX(sequence), 0) + 1, \(person), \(decision.isCovered), \(decision.from), \(account),
                \(moment)
            FROM outreachCoverageDecision
            """
        )
    }

    /// The latest decision about each of some persons.
    static func load(
        where condition: SQL,
        in transaction: ReadTransaction
    ) throws -> [IdentityNumber: ManualCoverageDecision] {
        var decisions: [IdentityNumber: ManualCoverageDecision] = [:]
        try transaction.forEach(
            """
            SELECT person, isCovered, fromDay FROM outreachCoverageDecision WHERE \(condition) ORDER BY sequence
            """
        ) { row in
            decisions[try row.decode(0)] = ManualCoverageDecision(
                isCovered: try row.decode(1),
                from: try row.decode(2)
            )
        }
        return decisions
    }

    /// Has a run decide anew on those about whom there is a new decision.
    static func markChanged(in transaction: WriteTransaction) throws {
        try transaction.execute(
            """
            INSERT INTO changed SELECT DISTINCT person FROM outreachCoverageDecision WHERE appliedRun IS NULL
            ON CONFLICT DO NOTHING
            """
        )
    }

    /// Notes that a run has taken in every decision.
    static func markApplied(by run: Int64, in transaction: WriteTransaction) throws {
        try transaction.execute("UPDATE outreachCoverageDecision SET appliedRun = \(run) WHERE appliedRun IS NULL")
    }
}
