import KAAKernel
import KAAStorage
import KAAWire
import OutreachContract

/// Decides anew on everyone of whom a run has said something new, and publishes what has changed.
struct CoverageUpdate {
    let calculator: CoverageCalculator
    let asOf: CivilDate
    let run: Int64
    let outbox: Outbox
    let recordTime: Google.Protobuf.Timestamp
    let progress: (Int64) throws -> Void

    // As many persons as fit the caches; the statements are prepared once in any case.
    private static let batchSize = 10_000

    /// Decides on the persons in the table `changed`.
    ///
    /// - Returns: How many of the cases open on the day would be closed because of each feed.
    /// - Complexity: O(*n* log *n*) in the number of changed persons.
    func apply(in transaction: WriteTransaction) throws -> [FeedKind: Int] {
        var closed: [FeedKind: Int] = [:]
        var last: Int64 = 0
        var done: Int64 = 0
        while true {
            let persons = try transaction.values(
                "SELECT person FROM changed WHERE person > \(last) ORDER BY person LIMIT \(Self.batchSize)",
                as: Int64.self
            )
            guard let end = persons.last else { return closed }
            try self.apply(from: last, through: end, closed: &closed, in: transaction)
            last = end
            done += Int64(persons.count)
            try self.progress(done)
        }
    }

    private func apply(
        from start: Int64,
        through end: Int64,
        closed: inout [FeedKind: Int],
        in transaction: WriteTransaction
    ) throws {
        let isInBatch: @Sendable (SQL) -> SQL = { table in
            """
            \(table).person > \(start) AND \(table).person <= \(end)
                AND EXISTS (SELECT 1 FROM changed WHERE changed.person = \(table).person)
            """
        }
        let batch = try FactLoader(where: isInBatch).load(in: transaction)
        var former = try StoredCoverage.load(where: isInBatch("outreachCoverage"), in: transaction)
        var registered = try RegisteredPerson.load(where: isInBatch("outreachPerson"), in: transaction)
        let decisions = try CoverageDecisionStorage.load(where: isInBatch("outreachCoverageDecision"), in: transaction)
        var changes = CoverageChanges(run: self.run)
        func decide(on person: IdentityNumber, _ facts: PersonFacts) throws {
            guard let entry = registered.removeValue(forKey: person) else { return }
            // What no snapshot says anything of any more lifts no protection.
            let protection = facts.residence.isEmpty ? entry.protection : facts.protection
            if protection != entry.protection { changes.protect(person, protection) }
            let decision = protection == .skyddadFolkbokforing ? decisions[person] : nil
            let intervals =
                decision?.intervals(birthDate: person.birthDate, rules: self.calculator.rules)
                ?? self.calculator.intervals(for: facts)
            let known = former.removeValue(forKey: person) ?? []
            changes.replace(known, with: intervals, of: person)
            if known.contains(where: { $0.contains(self.asOf) }), !intervals.contains(where: { $0.contains(self.asOf) })
            {
                for feed in self.feedsThatClose(facts) { closed[feed, default: 0] += 1 }
            }
            guard protection == .none else {
                return try changes.withdraw(entry, of: person, at: self.recordTime)
            }
            let message = CoverageMessage(entry.youngPersonID, person.sex, intervals, facts)
            try changes.publish(message, formerFingerprint: entry.fingerprint, of: person, at: self.recordTime)
        }
        for index in batch.persons.indices {
            try decide(on: batch.persons[index], batch.facts(at: index))
        }
        // A snapshot delivered anew may leave nothing of somebody whom only its former delivery had.
        for person in registered.keys.sorted(by: { $0.integerValue < $1.integerValue }) {
            try decide(on: person, .nothing(of: person))
        }
        try changes.store(publishedOn: self.asOf, to: self.outbox, in: transaction)
    }

    /// The feeds for whose facts a person is not covered on the day.
    private func feedsThatClose(_ facts: PersonFacts) -> Set<FeedKind> {
        let failing = self.calculator.failingConditions(for: facts, on: self.asOf)
        var feeds: Set<FeedKind> = []
        if failing.contains(.residentInHemkommun) { feeds.insert(.folkbokforing) }
        if failing.contains(.notEnrolled) { feeds.insert(.elevregister) }
        if failing.contains(.noCompletedEducation) { feeds.insert(.meriter) }
        return feeds
    }
}

extension PersonFacts {
    /// What is known of somebody of whom no snapshot says anything.
    fileprivate static func nothing(of person: IdentityNumber) -> PersonFacts {
        PersonFacts(birthDate: person.birthDate, residence: [], enrolments: [], merits: [])
    }
}
