import KAAKernel
import KAAStorage

/// A person's entry in the register: the identifier that others know, and what was last told of them.
struct RegisteredPerson: Sendable {
    let youngPersonID: YoungPersonID
    /// The fingerprint of the last event about the person's coverage; 0 if there was none.
    let fingerprint: Int64
    /// How the person's data was protected before the run.
    let protection: SkyddadePersonuppgifter

    static func load(
        where condition: SQL,
        in transaction: ReadTransaction
    ) throws -> [IdentityNumber: RegisteredPerson] {
        var result: [IdentityNumber: RegisteredPerson] = [:]
        try transaction.forEach(
            "SELECT person, youngPersonID, publishedFingerprint, protection FROM outreachPerson WHERE \(condition)"
        ) { row in
            result[try row.decode(0)] = RegisteredPerson(
                youngPersonID: try row.decode(1),
                fingerprint: try row.decode(2),
                protection: try row.decode(3)
            )
        }
        return result
    }

    /// Gives an identifier to everyone in the table `changed` who has a row in folkbokföringen and no identifier yet.
    static func addNew(identifiers: any IdentifierSource, in transaction: WriteTransaction) throws {
        let persons = try transaction.values(
            """
            SELECT changed.person FROM changed
            WHERE EXISTS (SELECT 1 FROM outreachResidence AS version WHERE version.person = changed.person)
                AND NOT EXISTS (SELECT 1 FROM outreachPerson AS known WHERE known.person = changed.person)
            ORDER BY changed.person
            """,
            as: Int64.self
        )
        try transaction.insertMany(into: "outreachPerson", columns: ["person", "youngPersonID"]) { insertion in
            for person in persons {
                insertion.bind(person)
                insertion.bind(YoungPersonID(identifiers.next()))
                try insertion.insert()
            }
        }
    }
}
