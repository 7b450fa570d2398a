import KAAKernel
import KAAStorage

/// Reads the facts of many persons, so that they lie in three arrays.
struct FactLoader {
    /// The facts of some persons, in the order of their numbers.
    struct Batch {
        var persons: [IdentityNumber] = []
        fileprivate var residence: [SnapshotVersion<Residence>] = []
        fileprivate var enrolments: [EnrolmentFact] = []
        fileprivate var merits: [MeritFact] = []
        fileprivate var ends: [(residence: Int, enrolments: Int, merits: Int)] = []

        /// The facts of the person at `index`.
        func facts(at index: Int) -> PersonFacts {
            let start = index == 0 ? (residence: 0, enrolments: 0, merits: 0) : self.ends[index - 1]
            let end = self.ends[index]
            return PersonFacts(
                birthDate: self.persons[index].birthDate,
                residence: self.residence[start.residence..<end.residence],
                enrolments: self.enrolments[start.enrolments..<end.enrolments],
                merits: self.merits[start.merits..<end.merits]
            )
        }
    }

    /// Which persons to read: a condition on the column `person` of the table named.
    let condition: @Sendable (SQL) -> SQL

    /// What the facts are to be known as of: a run, or `nil` for now.
    let knownAt: Int64?

    init(knownAt: Int64? = nil, where condition: @escaping @Sendable (SQL) -> SQL) {
        self.condition = condition
        self.knownAt = knownAt
    }

    /// Reads the facts of those persons who have a row in folkbokföringen.
    func load(in transaction: ReadTransaction) throws -> Batch {
        var batch = Batch()
        var residence: [(Int64, SnapshotVersion<Residence>)] = []
        var enrolments: [(Int64, EnrolmentFact)] = []
        var merits: [(Int64, MeritFact)] = []
        try self.readResidence(in: transaction) { residence.append(($0, $1)) }
        try self.readEnrolments(in: transaction) { enrolments.append(($0, $1)) }
        try self.readMerits(in: transaction) { merits.append(($0, $1)) }

        var enrolmentIndex = 0
        var meritIndex = 0
        var index = 0
        while index < residence.count {
            let person = residence[index].0
            while index < residence.count, residence[index].0 == person {
                batch.residence.append(residence[index].1)
                index += 1
            }
            while enrolmentIndex < enrolments.count, enrolments[enrolmentIndex].0 <= person {
                if enrolments[enrolmentIndex].0 == person { batch.enrolments.append(enrolments[enrolmentIndex].1) }
                enrolmentIndex += 1
            }
            while meritIndex < merits.count, merits[meritIndex].0 <= person {
                if merits[meritIndex].0 == person { batch.merits.append(merits[meritIndex].1) }
                meritIndex += 1
            }
            batch.persons.append(try IdentityNumber(sqlValue: .integer(person)))
            batch.ends.append((batch.residence.count, batch.enrolments.count, batch.merits.count))
        }
        return batch
    }

    private func isKnown(_ table: SQL) -> SQL {
        guard let run = self.knownAt else { return table + ".toRun IS NULL" }
        return "(\(table).fromRun <= \(run) AND (\(table).toRun IS NULL OR \(table).toRun > \(run)))"
    }

    private func readResidence(
        in transaction: ReadTransaction,
        _ receive: (Int64, SnapshotVersion<Residence>) throws -> Void
    ) throws {
        try transaction.forEach(
            """
            SELECT person, snapshot, isPresent, kommun, registeredOn, cause, deregisteredOn, district, protection
            FROM outreachResidence AS version
            WHERE \(self.isKnown("version")) AND \(self.condition("version"))
            ORDER BY person, snapshot DESC
            """
        ) { row in
            let isPresent: Bool = try row.decode(2)
            let fact = isPresent ? try Residence(row: row, at: 3) : nil
            try receive(try row.decode(0), SnapshotVersion(snapshot: try row.decode(1), fact: fact))
        }
    }

    private func readEnrolments(
        in transaction: ReadTransaction,
        _ receive: (Int64, EnrolmentFact) throws -> Void
    ) throws {
        var former: (person: Int64, enrolment: Enrolment, vanishedOn: CivilDate?, isRead: Bool)?
        try transaction.forEach(
            """
            SELECT person, schoolForm, studyPath, schoolUnit, startsOn, snapshot, isPresent, lastDay
            FROM outreachEnrolment AS version
            WHERE \(self.isKnown("version")) AND \(self.condition("version"))
            ORDER BY person, schoolForm, studyPath, schoolUnit, startsOn, snapshot DESC
            """
        ) { row in
            let person: Int64 = try row.decode(0)
            let enrolment = try Enrolment(row: row, at: 1)
            let snapshot: CivilDate = try row.decode(5)
            if former?.person != person || former?.enrolment != enrolment {
                former = (person, enrolment, nil, false)
            }
            guard former?.isRead == false else { return }
            if try row.decode(6, as: Bool.self) {
                let fact = EnrolmentFact(
                    enrolment: enrolment,
                    lastDay: try row.decode(7),
                    snapshot: snapshot,
                    vanishedOn: former?.vanishedOn
                )
                try receive(person, fact)
                former?.isRead = true
            } else {
                former?.vanishedOn = snapshot
            }
        }
    }

    private func readMerits(
        in transaction: ReadTransaction,
        _ receive: (Int64, MeritFact) throws -> Void
    ) throws {
        var former: (person: Int64, merit: Merit, issuedOn: CivilDate, vanishedOn: CivilDate?, isRead: Bool)?
        try transaction.forEach(
            """
            SELECT person, merit, issuedOn, snapshot, isPresent
            FROM outreachMerit AS version
            WHERE \(self.isKnown("version")) AND \(self.condition("version"))
            ORDER BY person, merit, issuedOn, snapshot DESC
            """
        ) { row in
            let person: Int64 = try row.decode(0)
            let merit: Merit = try row.decode(1)
            let issuedOn: CivilDate = try row.decode(2)
            let snapshot: CivilDate = try row.decode(3)
            if former?.person != person || former?.merit != merit || former?.issuedOn != issuedOn {
                former = (person, merit, issuedOn, nil, false)
            }
            guard former?.isRead == false else { return }
            if try row.decode(4, as: Bool.self) {
                try receive(
                    person,
                    MeritFact(merit: merit, issuedOn: issuedOn, snapshot: snapshot, vanishedOn: former?.vanishedOn)
                )
                former?.isRead = true
            } else {
                former?.vanishedOn = snapshot
            }
        }
    }
}
