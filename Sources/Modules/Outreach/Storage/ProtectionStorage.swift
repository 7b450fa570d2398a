import KAAKernel
import KAAStorage

/// Reads who is in the register and how they are protected, and keeps who has seen what is guarded.
struct ProtectionStorage {
    /// Everyone with what decides who may know of them.
    ///
    /// - Complexity: O(*n*) in the number of persons.
    static func standings(in transaction: ReadTransaction) throws -> [YoungPersonID: SubjectStanding] {
        var standings: [YoungPersonID: SubjectStanding] = [:]
        try transaction.forEach(
            """
            SELECT outreachPerson.youngPersonID, outreachCase.district, outreachPerson.protection
            FROM outreachPerson LEFT JOIN outreachCase ON outreachCase.person = outreachPerson.person
            """
        ) { row in
            standings[try row.decode(0)] = SubjectStanding(
                district: try row.decode(1),
                protection: try row.decode(2)
            )
        }
        return standings
    }

    /// The protected persons whom somebody deals with, in the order of their identifiers.
    static func cases(
        after id: YoungPersonID?,
        limit: Int,
        in transaction: ReadTransaction
    ) throws -> [(outreachCase: OutreachCase, protection: SkyddadePersonuppgifter)] {
        let condition: SQL = id.map { "AND outreachCase.youngPersonID > \($0)" } ?? ""
        return try transaction.rows(
            """
            SELECT \(CaseStorage.columns), outreachPerson.protection
            FROM outreachCase JOIN outreachPerson ON outreachPerson.person = outreachCase.person
            WHERE outreachPerson.protection <> 'NONE' AND outreachCase.state <> 'CLOSED' \(condition)
            ORDER BY outreachCase.youngPersonID LIMIT \(limit)
            """
        ).map { (try OutreachCase(row: $0), try $0.decode(9)) }
    }

    /// Keeps that guarded data was seen, for the coordinator to be told.
    static func insert(_ reveal: ProtectedReveal, in transaction: WriteTransaction) throws {
        try transaction.execute(
            """
            INSERT INTO outreachProtectedReveal (sequence, revealID, youngPersonID, revealedAt, account)
            SELECT COALESCE(MAX(sequence), 0) + 1, \(reveal.id), \(reveal.youngPersonID), \(reveal.revealedAt),
                \(reveal.account)
            FROM outreachProtectedReveal
            """
        )
    }

    /// What has been seen, the latest first, with sequence numbers.
    static func reveals(
        before sequence: Int64?,
        limit: Int,
        in transaction: ReadTransaction
    ) throws -> [(sequence: Int64, reveal: ProtectedReveal)] {
        try transaction.rows(
            """
            SELECT sequence, revealID, youngPersonID, revealedAt, account FROM outreachProtectedReveal
            WHERE sequence < \(sequence ?? Int64.max) ORDER BY sequence DESC LIMIT \(limit)
            """
        ).map { row in
            let reveal = ProtectedReveal(
                id: try row.decode(1),
                youngPersonID: try row.decode(2),
                revealedAt: try row.decode(3),
                account: try row.decode(4)
            )
            return (try row.decode(0), reveal)
        }
    }
}
