import KAAKernel
import KAAStorage

/// Reads and writes the cases and what has been done in them.
struct CaseStorage {
    /// A line of the list of whom to contact next.
    struct QueueEntry: Sendable {
        let outreachCase: OutreachCase
        let givenName: String
        let familyName: String
    }

    /// A person with the case and the latest identity that is known.
    struct Person: Sendable {
        let person: IdentityNumber
        let outreachCase: OutreachCase
        let givenName: String
        let familyName: String
        let address: RegisteredAddress
        let protection: SkyddadePersonuppgifter
    }

    /// The columns of a case, for ``OutreachCase/init(row:)``.
    static let columns: SQL = """
        outreachCase.youngPersonID, outreachCase.state, outreachCase.coveredSince, outreachCase.district,
        outreachCase.nextContactOn, outreachCase.attemptCount, outreachCase.latestAttemptOn, outreachCase.reachedOn,
        outreachCase.revision
        """

    private static let isOpen: SQL = "outreachCase.state IN ('TO_CONTACT', 'IN_OUTREACH', 'REACHED')"

    /// Nobody protected is in a list of whom to contact: their case is for the central handler.
    private static let isUnprotected: SQL = """
        outreachCase.person NOT IN (SELECT person FROM outreachPerson WHERE outreachPerson.protection <> 'NONE')
        """

    /// The newest row that folkbokföringen has of the case's person.
    private static let identity: SQL = """
        JOIN outreachResidence AS identity ON identity.person = outreachCase.person AND identity.toRun IS NULL
            AND identity.isPresent = 1 AND NOT EXISTS (
                SELECT 1 FROM outreachResidence AS newer
                WHERE newer.person = identity.person AND newer.toRun IS NULL AND newer.isPresent = 1
                    AND newer.snapshot > identity.snapshot
            )
        """

    /// Whom to contact next, in the order of the dates.
    ///
    /// - Complexity: O(*n*) in the number of open cases before the end of the page.
    static func queue(
        _ filter: ContactQueueFilter,
        after key: (CivilDate, YoungPersonID)?,
        limit: Int,
        in transaction: ReadTransaction
    ) throws -> [QueueEntry] {
        var condition = filter.condition
        if let (day, id) = key {
            condition += """
                 AND (outreachCase.nextContactOn > \(day)
                    OR (outreachCase.nextContactOn = \(day) AND outreachCase.youngPersonID > \(id)))
                """
        }
        return try transaction.rows(
            """
            SELECT \(Self.columns), identity.givenName, identity.familyName
            FROM outreachCase \(Self.identity)
            WHERE \(Self.isOpen) AND \(Self.isUnprotected) AND \(condition)
            ORDER BY outreachCase.nextContactOn, outreachCase.youngPersonID LIMIT \(limit)
            """
        ).map { row in
            QueueEntry(
                outreachCase: try OutreachCase(row: row),
                givenName: try row.decode(9),
                familyName: try row.decode(10)
            )
        }
    }

    /// How many there are to contact.
    static func queueCount(_ filter: ContactQueueFilter, in transaction: ReadTransaction) throws -> Int {
        try transaction.value(
            """
            SELECT COUNT(*) FROM outreachCase
            WHERE \(Self.isOpen) AND \(Self.isUnprotected) AND \(filter.condition)
            """
        ) ?? 0
    }

    /// A person with the case, or `nil` if there is none.
    static func person(_ id: YoungPersonID, in transaction: ReadTransaction) throws -> Person? {
        try transaction.row(
            """
            SELECT \(Self.columns), outreachCase.person, identity.givenName, identity.familyName, identity.street,
                identity.postalCode, identity.postalTown, outreachPerson.protection
            FROM outreachCase \(Self.identity)
            JOIN outreachPerson ON outreachPerson.person = outreachCase.person
            WHERE outreachCase.youngPersonID = \(id)
            """
        ).map { row in
            let address = PostalAddress(
                street: try row.decode(12),
                postalCode: try row.decode(13, as: String?.self) ?? "",
                postalTown: try row.decode(14)
            )
            let protection: SkyddadePersonuppgifter = try row.decode(15)
            return Person(
                person: try row.decode(9),
                outreachCase: try OutreachCase(row: row),
                givenName: try row.decode(10),
                familyName: try row.decode(11),
                address: RegisteredAddress(address, of: id, protection),
                protection: protection
            )
        }
    }

    /// A case with its person, or `nil` if there is none.
    static func find(
        _ id: YoungPersonID,
        in transaction: ReadTransaction
    ) throws -> (person: IdentityNumber, outreachCase: OutreachCase)? {
        try transaction.row(
            "SELECT \(Self.columns), outreachCase.person FROM outreachCase WHERE youngPersonID = \(id)"
        ).map { (try $0.decode(9), try OutreachCase(row: $0)) }
    }

    /// Keeps a case as it has become.
    static func update(_ outreachCase: OutreachCase, in transaction: WriteTransaction) throws {
        try transaction.execute(
            """
            UPDATE outreachCase
            SET state = \(outreachCase.state), nextContactOn = \(outreachCase.nextContactOn),
                attemptCount = \(outreachCase.attemptCount), latestAttemptOn = \(outreachCase.latestAttemptOn),
                reachedOn = \(outreachCase.reachedOn), revision = \(outreachCase.revision)
            WHERE youngPersonID = \(outreachCase.youngPersonID)
            """
        )
    }

    /// Keeps an attempt.
    static func insert(
        _ attempt: ContactAttempt,
        of person: IdentityNumber,
        in transaction: WriteTransaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO outreachContactAttempt (
                sequence, contactAttemptID, person, step, result, attemptedOn, occupation, recordedAt
            ) SELECT COALESCE(MAX(sequence), 0) + 1, \(attempt.id), \(person), \(attempt.step), \(attempt.result),
                \(attempt.attemptedOn), \(attempt.occupation), \(attempt.recordedAt)
            FROM outreachContactAttempt
            """
        )
    }

    /// The attempts made for a person, the latest first, with their sequence numbers.
    static func attempts(
        of person: IdentityNumber,
        before sequence: Int64?,
        limit: Int,
        in transaction: ReadTransaction
    ) throws -> [(sequence: Int64, attempt: ContactAttempt)] {
        try transaction.rows(
            """
            SELECT sequence, contactAttemptID, step, result, attemptedOn, occupation, recordedAt
            FROM outreachContactAttempt
            WHERE person = \(person) AND sequence < \(sequence ?? Int64.max)
            ORDER BY sequence DESC LIMIT \(limit)
            """
        ).map { row in
            let attempt = ContactAttempt(
                id: try row.decode(1),
                step: try row.decode(2),
                result: try row.decode(3),
                attemptedOn: try row.decode(4),
                occupation: try row.decode(5),
                recordedAt: try row.decode(6)
            )
            return (try row.decode(0), attempt)
        }
    }
}

extension OutreachCase {
    /// Reads the nine columns of a case.
    init(row: Row) throws {
        self.init(
            youngPersonID: try row.decode(0),
            state: try row.decode(1),
            coveredSince: try row.decode(2),
            district: try row.decode(3),
            nextContactOn: try row.decode(4),
            attemptCount: try row.decode(5),
            latestAttemptOn: try row.decode(6),
            reachedOn: try row.decode(7),
            kept: try row.decode(8)
        )
    }
}

extension OutreachCase.State: SQLConvertible {}
extension OutreachStep: SQLConvertible {}
extension AttemptResult: SQLConvertible {}
extension Occupation: SQLConvertible {}
