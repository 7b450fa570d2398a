import Foundation
import KAAKernel
import KAAStorage

/// Computes whom a purge is about, and deletes them.
struct PurgeList {
    let purge: UUID
    let dueBy: CivilDate
    /// The municipality's own policy; 0 if it has none.
    let monthsAfterCoverage: Int

    private var horizon: FeedHorizon {
        FeedHorizon(day: self.dueBy, purgedBy: self.dueBy, monthsAfterCoverage: self.monthsAfterCoverage)
    }

    /// How many are due by the statute, and how many by the policy besides.
    ///
    /// - Throws: ``KAAStorage/StorageError``.
    func count(in transaction: ReadTransaction) throws -> (byStatute: Int, byPolicy: Int) {
        func count(_ condition: SQL) throws -> Int {
            try transaction.requiredValue("SELECT COUNT(*) FROM \(Self.everyone) AS candidate WHERE \(condition)")
        }
        return (try count(self.isDueByStatute), try self.isDueByPolicy("candidate").map(count) ?? 0)
    }

    /// Writes down everyone who is due, in the order of birth.
    ///
    /// - Throws: ``KAAStorage/StorageError``.
    func store(in transaction: WriteTransaction) throws {
        try self.store(.statute, where: self.isDueByStatute, in: transaction)
        if let condition = self.isDueByPolicy("candidate") {
            try self.store(.policy, where: condition, in: transaction)
        }
    }

    /// Everyone of whom a feed or an official has said anything.
    private static let everyone: SQL = """
        (
            SELECT person FROM outreachPerson UNION SELECT person FROM outreachResidence
            UNION SELECT person FROM outreachEnrolment UNION SELECT person FROM outreachMerit
            UNION SELECT person FROM outreachSchoolNotice
        )
        """

    private var isDueByStatute: SQL {
        "candidate.person < \(self.horizon.firstPerson)"
    }

    /// That somebody within the time of the statute has turned 20, and was last covered so many months ago.
    ///
    /// - Returns: The condition; `nil` if there is no such policy.
    private func isDueByPolicy(_ table: SQL) -> SQL? {
        guard let newcomer = self.horizon.firstNewcomer else { return nil }
        let limit = GallringRule.day(self.monthsAfterCoverage, monthsBefore: self.dueBy)
        return """
            \(table).person >= \(self.horizon.firstPerson) AND \(table).person < \(newcomer)
                AND NOT EXISTS (
                    SELECT 1 FROM outreachCoverage AS coverage
                    WHERE coverage.person = \(table).person AND coverage.toRun IS NULL AND coverage.untilDay > \(limit)
                )
            """
    }

    private func store(_ reason: PurgeReason, where condition: SQL, in transaction: WriteTransaction) throws {
        try transaction.execute(
            """
            INSERT INTO outreachPurgeItem (purge, ordinal, person, youngPersonID, reason)
            SELECT \(self.purge),
                ROW_NUMBER() OVER (ORDER BY candidate.person) + (
                    SELECT COALESCE(MAX(former.ordinal), 0) FROM outreachPurgeItem AS former
                    WHERE former.purge = \(self.purge)
                ),
                candidate.person, outreachPerson.youngPersonID, \(reason)
            FROM \(Self.everyone) AS candidate
            LEFT JOIN outreachPerson ON outreachPerson.person = candidate.person
            WHERE \(condition)
            """
        )
    }

    /// Takes those off the list who were covered again since it was computed.
    func takeOffWhoeverIsCoveredAgain(in transaction: WriteTransaction) throws {
        guard let isDue = self.isDueByPolicy("item") else { return }
        try transaction.execute(
            """
            DELETE FROM outreachPurgeItem AS item
            WHERE purge = \(self.purge) AND reason = \(PurgeReason.policy) AND NOT (\(isDue))
            """
        )
    }

    /// Deletes everything that Outreach holds about those on the list, which itself stays until the end.
    func deleteRecords(in transaction: WriteTransaction) throws {
        try transaction.execute(
            """
            DELETE FROM outreachProtectedReveal WHERE youngPersonID IN (
                SELECT item.youngPersonID FROM outreachPurgeItem AS item
                WHERE item.purge = \(self.purge)
            )
            """
        )
        let tables: [SQL] = [
            "outreachCoverageDecision", "outreachContactAttempt", "outreachCase", "outreachCoverage",
            "outreachSchoolNotice", "outreachMerit",
            "outreachEnrolment", "outreachResidence", "outreachPerson",
        ]
        for table in tables {
            try transaction.execute(
                """
                DELETE FROM \(table)
                WHERE person IN (SELECT item.person FROM outreachPurgeItem AS item WHERE item.purge = \(self.purge))
                """
            )
        }
    }

    /// Deletes the list.
    func delete(in transaction: WriteTransaction) throws {
        try transaction.execute("DELETE FROM outreachPurgeItem WHERE purge = \(self.purge)")
    }
}
