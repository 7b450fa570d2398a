import KAAKernel
import KAAStorage

/// Opens a case for everyone who has come to be covered, and closes those of everyone who no longer is.
struct CaseUpdate {
    let calculator: CoverageCalculator
    let routine: OutreachRoutine
    let asOf: CivilDate

    /// How many cases there are afterwards, and how many were opened and closed.
    struct Count {
        var covered = 0
        var opened = 0
        var closed = 0
        var awaitingDecision = 0
    }

    func apply(in transaction: WriteTransaction) throws -> Count {
        var count = Count()
        count.closed = try self.close(in: transaction)
        count.opened = try self.reopen(in: transaction) + self.open(in: transaction)
        try self.refresh(in: transaction)
        count.awaitingDecision = try self.awaitDecisions(in: transaction)
        count.covered = try transaction.value("SELECT COUNT(*) FROM outreachCoverage WHERE \(self.isCovering)") ?? 0
        return count
    }

    private var isCovering: SQL {
        """
        outreachCoverage.toRun IS NULL AND outreachCoverage.fromDay <= \(self.asOf)
            AND outreachCoverage.untilDay > \(self.asOf)
        """
    }

    private var ownCoverage: SQL {
        "FROM outreachCoverage WHERE outreachCoverage.person = outreachCase.person AND \(self.isCovering)"
    }

    private static let isOpen: SQL = "outreachCase.state IN ('TO_CONTACT', 'IN_OUTREACH', 'REACHED')"

    /// Where a person lives on the day: as the newest snapshot up to it says, else the oldest; nowhere if protected.
    private func district(of person: SQL) -> SQL {
        let rows: SQL = """
            SELECT version.district FROM outreachResidence AS version
            WHERE version.person = \(person) AND version.toRun IS NULL AND version.isPresent = 1
                AND version.district IS NOT NULL
            """
        return """
            CASE WHEN \(person) NOT IN (SELECT person FROM outreachPerson WHERE protection <> 'NONE') THEN COALESCE(
                (\(rows) AND version.snapshot <= \(self.asOf) ORDER BY version.snapshot DESC LIMIT 1),
                (\(rows) ORDER BY version.snapshot LIMIT 1)
            ) END
            """
    }

    private func close(in transaction: WriteTransaction) throws -> Int {
        try transaction.execute(
            """
            UPDATE outreachCase
            SET state = 'CLOSED', coveredSince = NULL, nextContactOn = NULL, revision = revision + 1
            WHERE \(Self.isOpen) AND NOT EXISTS (SELECT 1 \(self.ownCoverage))
            """
        )
    }

    private func reopen(in transaction: WriteTransaction) throws -> Int {
        try transaction.execute(
            """
            UPDATE outreachCase
            SET state = 'TO_CONTACT', coveredSince = \(self.coveredSince), district = \(self.ownDistrict),
                nextContactOn = \(self.firstContact), attemptCount = 0, latestAttemptOn = NULL, reachedOn = NULL,
                revision = revision + 1
            WHERE NOT (\(Self.isOpen)) AND EXISTS (SELECT 1 \(self.ownCoverage))
            """
        )
    }

    private func open(in transaction: WriteTransaction) throws -> Int {
        try transaction.execute(
            """
            INSERT INTO outreachCase (
                person, youngPersonID, state, coveredSince, district, nextContactOn, attemptCount, revision
            )
            SELECT outreachCoverage.person, outreachPerson.youngPersonID, 'TO_CONTACT', outreachCoverage.fromDay,
                \(self.district(of: "outreachCoverage.person")), \(self.firstContact), 0, 1
            FROM outreachCoverage JOIN outreachPerson ON outreachPerson.person = outreachCoverage.person
            WHERE \(self.isCovering) AND NOT EXISTS (
                SELECT 1 FROM outreachCase WHERE outreachCase.person = outreachCoverage.person
            )
            """
        )
    }

    /// Brings what open cases repeat of the facts up to date.
    private func refresh(in transaction: WriteTransaction) throws {
        try transaction.execute(
            """
            UPDATE outreachCase
            SET coveredSince = \(self.coveredSince), district = \(self.ownDistrict), revision = revision + 1
            WHERE \(Self.isOpen) AND (
                coveredSince IS DISTINCT FROM \(self.coveredSince) OR district IS DISTINCT FROM \(self.ownDistrict)
            )
            """
        )
    }

    private var coveredSince: SQL {
        "(SELECT outreachCoverage.fromDay \(self.ownCoverage))"
    }

    private var ownDistrict: SQL {
        self.district(of: "outreachCase.person")
    }

    private var firstContact: CivilDate {
        self.asOf.addingDays(self.routine.firstContactDays)
    }

    /// Sets aside those with skyddad folkbokföring who are of the age: a person decides about them, not the rule.
    private func awaitDecisions(in transaction: WriteTransaction) throws -> Int {
        let protected = try transaction.values(
            """
            SELECT version.person FROM outreachResidence AS version
            WHERE version.toRun IS NULL AND version.isPresent = 1 AND version.protection = 'SKYDDAD_FOLKBOKFORING'
                AND NOT EXISTS (
                    SELECT 1 FROM outreachResidence AS newer
                    WHERE newer.person = version.person AND newer.toRun IS NULL AND newer.isPresent = 1
                        AND newer.snapshot > version.snapshot
                )
                AND NOT EXISTS (
                    SELECT 1 FROM outreachCoverageDecision AS decision WHERE decision.person = version.person
                )
            """,
            as: IdentityNumber.self
        )
        let rule = self.calculator.rules.rule(on: self.asOf)
        let waiting = protected.filter { rule?.ageWindow(birthDate: $0.birthDate)?.contains(self.asOf) ?? false }
        let former = Set(
            try transaction.values(
                "SELECT person FROM outreachCase WHERE state = 'AWAITING_DECISION'",
                as: IdentityNumber.self
            )
        )
        for person in former.subtracting(waiting) {
            try transaction.execute(
                "UPDATE outreachCase SET state = 'CLOSED', revision = revision + 1 WHERE person = \(person)"
            )
        }
        for person in waiting where !former.contains(person) {
            try transaction.execute(
                """
                INSERT INTO outreachCase (person, youngPersonID, state, attemptCount, revision)
                SELECT person, youngPersonID, 'AWAITING_DECISION', 0, 1 FROM outreachPerson WHERE person = \(person)
                ON CONFLICT (person) DO UPDATE
                SET state = 'AWAITING_DECISION', coveredSince = NULL, district = NULL, nextContactOn = NULL,
                    revision = outreachCase.revision + 1
                """
            )
        }
        return waiting.count
    }
}
