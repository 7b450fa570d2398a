import KAAKernel
import KAAStorage

@testable import Outreach

/// What the register holds that depends on the set of snapshots and on the day alone, not on how they arrived.
struct RegisterContent: Hashable, Sendable {
    let residences: [[SQLValue]]
    let enrolments: [[SQLValue]]
    let merits: [[SQLValue]]
    let snapshots: [[SQLValue]]
    let coverage: [[SQLValue]]
    /// Whom there is something to do about; closed cases tell of what has been.
    let cases: [[SQLValue]]

    init(in transaction: ReadTransaction) throws {
        self.residences = try Self.rows(
            """
            SELECT person, snapshot, isPresent, kommun, registeredOn, cause, deregisteredOn, district, protection,
                givenName, familyName, street, postalCode, postalTown
            FROM outreachResidence WHERE toRun IS NULL ORDER BY person, snapshot
            """,
            transaction
        )
        self.enrolments = try Self.rows(
            """
            SELECT person, schoolForm, studyPath, schoolUnit, startsOn, snapshot, isPresent, lastDay
            FROM outreachEnrolment WHERE toRun IS NULL
            ORDER BY person, schoolForm, studyPath, schoolUnit, startsOn, snapshot
            """,
            transaction
        )
        self.merits = try Self.rows(
            """
            SELECT person, merit, issuedOn, snapshot, isPresent FROM outreachMerit WHERE toRun IS NULL
            ORDER BY person, merit, issuedOn, snapshot
            """,
            transaction
        )
        self.snapshots = try Self.rows(
            "SELECT feed, snapshot, rowCount FROM outreachSnapshot ORDER BY feed, snapshot",
            transaction
        )
        self.coverage = try Self.rows(
            """
            SELECT person, fromDay, untilDay, openingReason, openingRule, closingReason, closingRule, closingFeed
            FROM outreachCoverage WHERE toRun IS NULL ORDER BY person, fromDay
            """,
            transaction
        )
        self.cases = try Self.rows(
            """
            SELECT person, state, coveredSince, district FROM outreachCase WHERE state <> 'CLOSED' ORDER BY person
            """,
            transaction
        )
    }

    /// All rows of all tables of the module.
    static func everything(in transaction: ReadTransaction) throws -> [String: [[SQLValue]]] {
        [
            "run": try Self.rows("SELECT * FROM outreachRun", transaction),
            "snapshot": try Self.rows("SELECT * FROM outreachSnapshot", transaction),
            "person": try Self.rows("SELECT * FROM outreachPerson", transaction),
            "residence": try Self.rows("SELECT * FROM outreachResidence", transaction),
            "enrolment": try Self.rows("SELECT * FROM outreachEnrolment", transaction),
            "merit": try Self.rows("SELECT * FROM outreachMerit", transaction),
            "notice": try Self.rows("SELECT * FROM outreachSchoolNotice", transaction),
            "coverage": try Self.rows("SELECT * FROM outreachCoverage", transaction),
            "case": try Self.rows("SELECT * FROM outreachCase", transaction),
            "attempt": try Self.rows("SELECT * FROM outreachContactAttempt", transaction),
            "outbox": try Self.rows("SELECT * FROM kernelOutbox", transaction),
        ]
    }

    private static func rows(_ sql: SQL, _ transaction: ReadTransaction) throws -> [[SQLValue]] {
        try transaction.rows(sql).map { row in row.columnNames.indices.map { row[$0] } }
    }
}
