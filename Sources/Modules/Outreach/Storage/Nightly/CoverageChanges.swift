import KAAKernel
import KAAStorage
import KAAWire
import OutreachContract

/// What a batch of decisions changes in the register.
struct CoverageChanges {
    private let run: Int64
    private var ended: [(person: IdentityNumber, from: CivilDate)] = []
    private var added: [(person: IdentityNumber, coverage: StoredCoverage)] = []
    private var fingerprints: [(person: IdentityNumber, fingerprint: Int64)] = []
    private var protections: [(person: IdentityNumber, protection: SkyddadePersonuppgifter)] = []
    private var payloads: [[UInt8]] = []

    init(run: Int64) {
        self.run = run
    }

    /// Notes which intervals are no longer thought true and which are new.
    mutating func replace(_ former: [StoredCoverage], with intervals: [CoverageInterval], of person: IdentityNumber) {
        let present = intervals.map(StoredCoverage.init)
        guard former != present else { return }
        for coverage in former where !present.contains(coverage) {
            self.ended.append((person, coverage.from))
        }
        for coverage in present where !former.contains(coverage) {
            self.added.append((person, coverage))
        }
    }

    /// Notes the event, unless it tells what the last one told.
    mutating func publish(
        _ message: CoverageMessage,
        formerFingerprint: Int64,
        of person: IdentityNumber,
        at recordTime: Google.Protobuf.Timestamp
    ) throws {
        if message.isEmpty, formerFingerprint == 0 { return }
        let fingerprint = try message.fingerprint()
        guard fingerprint != formerFingerprint else { return }
        self.fingerprints.append((person, fingerprint))
        self.payloads.append(try message.payload(at: recordTime))
    }

    /// Notes how a person's data is protected from now on.
    mutating func protect(_ person: IdentityNumber, _ protection: SkyddadePersonuppgifter) {
        self.protections.append((person, protection))
    }

    /// Takes back what was told of somebody who has become protected; of whom nothing was told, nothing is.
    mutating func withdraw(
        _ entry: RegisteredPerson,
        of person: IdentityNumber,
        at recordTime: Google.Protobuf.Timestamp
    ) throws {
        guard entry.fingerprint != 0 else { return }
        self.fingerprints.append((person, 0))
        self.payloads.append(try CoverageMessage.withdrawal(of: entry.youngPersonID, at: recordTime))
    }

    /// Writes everything down.
    func store(publishedOn day: CivilDate, to outbox: Outbox, in transaction: WriteTransaction) throws {
        for (person, from) in self.ended {
            try transaction.execute(
                """
                UPDATE outreachCoverage SET toRun = \(self.run)
                WHERE person = \(person) AND fromDay = \(from) AND toRun IS NULL
                """
            )
        }
        try self.storeAdded(in: transaction)
        for (person, protection) in self.protections {
            try transaction.execute(
                "UPDATE outreachPerson SET protection = \(protection) WHERE person = \(person)"
            )
        }
        for (person, fingerprint) in self.fingerprints {
            try transaction.execute(
                "UPDATE outreachPerson SET publishedFingerprint = \(fingerprint) WHERE person = \(person)"
            )
        }
        let type = Kaa.Outreach.V1.CoverageRecorded.wireName
        try outbox.publish(self.payloads.map { (type: type, payload: $0, occurredOn: day) }, in: transaction)
    }

    private func storeAdded(in transaction: WriteTransaction) throws {
        let columns: [StaticString] = [
            "person", "fromDay", "untilDay", "openingReason", "openingRule", "closingReason", "closingRule",
            "closingFeed", "fromRun",
        ]
        try transaction.insertMany(into: "outreachCoverage", columns: columns) { insertion in
            for (person, coverage) in self.added {
                insertion.bind(Int64(person.integerValue))
                insertion.bind(coverage.from)
                insertion.bind(coverage.until)
                insertion.bind(coverage.openingReason)
                insertion.bind(coverage.openingRule)
                insertion.bind(coverage.closingReason)
                insertion.bind(coverage.closingRule)
                insertion.bind(coverage.closingFeed)
                insertion.bind(self.run)
                try insertion.insert()
            }
        }
    }
}
