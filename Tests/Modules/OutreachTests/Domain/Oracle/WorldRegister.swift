import KAAKernel

@testable import Outreach

/// The register's facts after a world's snapshots have been received one at a time.
struct WorldRegister {
    private(set) var received: [CivilDate] = []
    private(set) var residences: [IdentityNumber: SnapshotHistory<Residence>] = [:]
    private(set) var enrolments: [IdentityNumber: [EnrolmentRow.Key: SnapshotHistory<EnrolmentRow>]] = [:]
    private(set) var merits: [IdentityNumber: [MeritRow: SnapshotHistory<MeritRow>]] = [:]

    /// Receives the snapshots with those indexes, in that order.
    init(_ world: World, order: [Int]) {
        for index in order {
            self.receive(world, index)
        }
    }

    /// The facts of a person.
    func facts(of person: IdentityNumber) -> PersonFacts {
        PersonFacts(
            birthDate: person.birthDate,
            residence: self.residences[person]?.versions[...] ?? [],
            enrolments: self.enrolments[person]?.values.compactMap(EnrolmentFact.init)[...] ?? [],
            merits: self.merits[person]?.values.compactMap(MeritFact.init)[...] ?? []
        )
    }

    private mutating func receive(_ world: World, _ index: Int) {
        let snapshot = world.snapshots[index]
        let next = self.received.filter { $0 > snapshot }.min()
        self.received.append(snapshot)

        let residences = Dictionary(uniqueKeysWithValues: world.folkbokforing[index].map { ($0.person, $0.residence) })
        for person in Set(self.residences.keys).union(residences.keys) {
            self.residences[person, default: SnapshotHistory()]
                .record(residences[person], at: snapshot, nextSnapshot: next)
        }
        let enrolments = Dictionary(grouping: world.elevregister[index], by: \.person)
        for person in Set(self.enrolments.keys).union(enrolments.keys) {
            let rows = Dictionary((enrolments[person] ?? []).map { ($0.key, $0) }, uniquingKeysWith: { $1 })
            var histories = self.enrolments[person] ?? [:]
            for key in Set(histories.keys).union(rows.keys) {
                histories[key, default: SnapshotHistory()].record(rows[key], at: snapshot, nextSnapshot: next)
            }
            self.enrolments[person] = histories
        }
        let merits = Dictionary(grouping: world.meriter[index], by: \.person)
        for person in Set(self.merits.keys).union(merits.keys) {
            let rows = Set(merits[person] ?? [])
            var histories = self.merits[person] ?? [:]
            for row in Set(histories.keys).union(rows) {
                histories[row, default: SnapshotHistory()]
                    .record(rows.contains(row) ? row : nil, at: snapshot, nextSnapshot: next)
            }
            self.merits[person] = histories
        }
    }
}
