import KAAKernel
import SeededRandomness
import Testing

@testable import Outreach

struct SnapshotHistoryTests {
    private static let dates: [CivilDate] = [
        "2020-01-01", "2020-02-01", "2020-03-01", "2020-04-01", "2020-05-01", "2020-06-01",
    ]

    @Test(arguments: 0..<500)
    func dependsOnTheSetOfSnapshotsAlone(seed: Int) {
        var random = SplitMix(seed: UInt64(seed))
        let states = Self.dates.map { (snapshot: $0, fact: random.pick([nil, 1, 1, 2])) }
        let expected = SnapshotHistory(states: states)

        var deliveries = (states + states.shuffled(using: &random)).shuffled(using: &random)
        // A delivery that a later one of the same date replaces must leave no trace.
        deliveries.insert((random.pick(Self.dates), 7), at: 0)
        var history = SnapshotHistory<Int>()
        var received: Set<CivilDate> = []
        for (snapshot, fact) in deliveries {
            history.record(fact, at: snapshot, nextSnapshot: received.filter { $0 > snapshot }.min())
            received.insert(snapshot)
        }

        #expect(history == expected)
        for (snapshot, fact) in states {
            #expect(history.fact(asOf: snapshot) == fact)
        }
    }

    @Test func keepsTheFirstSnapshotOfEveryRunAndNoAbsenceBeforeTheFirstFact() {
        let facts = [nil, 1, 1, nil, nil, 2]
        let history = SnapshotHistory(states: zip(Self.dates, facts).map { ($0, $1) })
        #expect(
            history.versions == [
                SnapshotVersion(snapshot: Self.dates[5], fact: 2),
                SnapshotVersion(snapshot: Self.dates[3], fact: nil),
                SnapshotVersion(snapshot: Self.dates[1], fact: 1),
            ]
        )
    }

    @Test func keepsWhatALaterSnapshotSaidWhenOneBetweenDiffers() {
        var history = SnapshotHistory<Int>()
        history.record(1, at: Self.dates[0], nextSnapshot: nil)
        history.record(1, at: Self.dates[2], nextSnapshot: nil)
        history.record(nil, at: Self.dates[1], nextSnapshot: Self.dates[2])
        #expect(history.fact(asOf: Self.dates[1]) == nil)
        #expect(history.fact(asOf: Self.dates[2]) == 1)
    }
}
