import KAAKernel
import Testing

@testable import Outreach

struct ResidenceStatusTests {
    private static let own: Kommunkod = "0180"

    @Test func aNewerVersionDecidesFromItsDateOfRegistrationOnAndAnOlderOneBefore() {
        let history = Self.history([
            ("2020-01-01", Self.residence("0180", from: "2019-05-01")),
            ("2020-06-01", Self.residence("0182", from: "2020-03-15")),
        ])
        #expect(Self.resident(history) == ["2019-05-01", "2020-03-14"])
        #expect(history.status(on: "2019-04-30") == .unknown)
    }

    @Test func whoASnapshotLeavesOutIsGoneFromThatSnapshotOn() {
        let history = Self.history([
            ("2020-01-01", Self.residence("0180", from: "2019-12-31")),
            ("2020-03-01", nil),
        ])
        #expect(history.status(on: "2020-03-01") == .vanished(snapshot: "2020-03-01"))
        #expect(Self.resident(history) == ["2019-12-31", "2020-02-29"])
    }

    @Test func whoReappearsWithAnOldDateOfRegistrationHasNeverBeenGone() {
        let history = Self.history([
            ("2020-01-01", Self.residence("0180", from: "2019-12-31")),
            ("2020-02-01", nil),
            ("2020-03-01", Self.residence("0180", from: "2019-12-31")),
        ])
        #expect(history.status(on: "2020-02-10").isResident(in: Self.own, on: "2020-02-10"))
    }

    @Test func aDeregistrationHoldsFromItsDayOn() {
        let history = Self.history([
            ("2020-01-01", Self.residence("0180", from: "2019-12-31", until: "2020-05-05"))
        ])
        #expect(Self.resident(history) == ["2019-12-31", "2020-05-04"])
    }

    @Test func theDistrictIsThatOfTheVersionInForceAndBeforeThatOfTheOldest() {
        let facts = Self.facts([
            ("2020-01-01", Self.residence("0180", from: "2010-01-01", district: "04")),
            ("2020-06-01", Self.residence("0180", from: "2010-01-01", district: "12")),
            ("2020-07-01", nil),
        ])
        #expect(facts.district(on: "2015-01-01") == "04")
        #expect(facts.district(on: "2020-05-31") == "04")
        #expect(facts.district(on: "2020-06-01") == "12")
        #expect(facts.district(on: "2021-01-01") == "12")
    }

    @Test func protectionIsThatOfTheNewestRowForEveryDay() {
        let facts = Self.facts([
            ("2020-01-01", Self.residence("0180", from: "2010-01-01", protection: .skyddadFolkbokforing)),
            ("2020-06-01", Self.residence("0180", from: "2010-01-01", protection: .sekretessmarkering)),
            ("2020-07-01", nil),
        ])
        #expect(facts.protection == .sekretessmarkering)
    }

    /// The first and last of the days of 2019 and 2020 on which the person is resident, which lie together.
    private static func resident(_ history: SnapshotHistory<Residence>) -> [CivilDate] {
        let first: CivilDate = "2019-01-01"
        let days = (0..<731).map(first.addingDays)
            .filter { history.status(on: $0).isResident(in: Self.own, on: $0) }
        guard let first = days.first, let last = days.last else { return [] }
        return first.days(until: last) + 1 == days.count ? [first, last] : days
    }

    private static func history(_ states: [(CivilDate, Residence?)]) -> SnapshotHistory<Residence> {
        SnapshotHistory(states: states.map { (snapshot: $0.0, fact: $0.1) })
    }

    private static func facts(_ states: [(CivilDate, Residence?)]) -> PersonFacts {
        PersonFacts(
            birthDate: "2004-01-01",
            residence: Self.history(states).versions[...],
            enrolments: [],
            merits: []
        )
    }

    private static func residence(
        _ kommun: Kommunkod,
        from registeredOn: CivilDate,
        until end: CivilDate? = nil,
        district: DistrictCode? = nil,
        protection: SkyddadePersonuppgifter = .none
    ) -> Residence {
        Residence(
            kommun: kommun,
            registeredOn: registeredOn,
            deregistration: end.map { FolkbokforingDeregistration(cause: .emigrated, date: $0) },
            district: district,
            protection: protection
        )
    }
}
