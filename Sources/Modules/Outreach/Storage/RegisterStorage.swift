import KAAKernel
import KAAStorage

/// Reads the register: who is covered on a day, and on what facts.
struct RegisterStorage {
    /// One person covered on a day.
    struct Entry: Sendable {
        let person: IdentityNumber
        let youngPersonID: YoungPersonID
        let since: CivilDate
        let reason: CoverageOpeningReason
    }

    /// The latest nightly run, as of which a list of many pages is read; `nil` before the first.
    static func latestRun(in transaction: ReadTransaction) throws -> Int64? {
        try transaction.value("SELECT MAX(run) FROM outreachRun", as: Int64?.self) ?? nil
    }

    /// Those covered on a day as known after a run, in the order of their numbers.
    static func covered(
        on day: CivilDate,
        knownAt run: Int64,
        after person: IdentityNumber?,
        limit: Int,
        in transaction: ReadTransaction
    ) throws -> [Entry] {
        try transaction.rows(
            """
            SELECT coverage.person, outreachPerson.youngPersonID, coverage.fromDay, coverage.openingReason
            FROM outreachCoverage AS coverage
            JOIN outreachPerson ON outreachPerson.person = coverage.person
            WHERE coverage.person > \(person.map { Int64($0.integerValue) } ?? 0)
                AND coverage.fromDay <= \(day) AND coverage.untilDay > \(day)
                AND coverage.fromRun <= \(run) AND (coverage.toRun IS NULL OR coverage.toRun > \(run))
            ORDER BY coverage.person LIMIT \(limit)
            """
        ).map { row in
            Entry(
                person: try row.decode(0),
                youngPersonID: try row.decode(1),
                since: try row.decode(2),
                reason: try row.decode(3)
            )
        }
    }

    /// The facts of one person, or `nil` if the register has none or `mayKnow` says no.
    static func facts(
        of person: IdentityNumber,
        if mayKnow: (YoungPersonID) throws -> Bool,
        in transaction: ReadTransaction
    ) throws -> (youngPersonID: YoungPersonID, facts: PersonFacts)? {
        let id = try transaction.value(
            "SELECT youngPersonID FROM outreachPerson WHERE person = \(person)",
            as: YoungPersonID.self
        )
        // Neither who is unknown nor who is kept from the caller has any facts read.
        guard let id, try mayKnow(id) else { return nil }
        let batch = try FactLoader { "\($0).person = \(person)" }.load(in: transaction)
        guard !batch.persons.isEmpty else { return nil }
        return (id, batch.facts(at: 0))
    }

    /// The number of a person, or `nil` if there is no such person.
    static func identityNumber(
        of id: YoungPersonID,
        in transaction: ReadTransaction
    ) throws -> IdentityNumber? {
        try transaction.value("SELECT person FROM outreachPerson WHERE youngPersonID = \(id)")
    }

    /// Whether a person is covered on a day; `nil` if there is no such person.
    static func isCovered(
        _ id: YoungPersonID,
        on day: CivilDate,
        in transaction: ReadTransaction
    ) throws -> Bool? {
        let person = try transaction.value(
            "SELECT person FROM outreachPerson WHERE youngPersonID = \(id)",
            as: Int64.self
        )
        guard let person else { return nil }
        let count = try transaction.value(
            """
            SELECT COUNT(*) FROM outreachCoverage
            WHERE person = \(person) AND toRun IS NULL AND fromDay <= \(day) AND untilDay > \(day)
            """,
            as: Int.self
        )
        return (count ?? 0) > 0
    }
}
