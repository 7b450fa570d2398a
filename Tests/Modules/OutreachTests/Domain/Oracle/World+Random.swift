import KAAKernel
import SeededRandomness

@testable import Outreach

extension World {
    /// The days on which decisions are compared, and around which everything in the world happens.
    static let days: [CivilDate] = [
        "2014-12-31", "2015-01-01", "2015-06-30", "2015-07-01", "2016-02-28", "2016-02-29", "2016-03-01",
        "2017-06-30", "2017-07-01", "2018-06-30", "2018-07-01", "2018-07-02", "2018-12-31", "2019-02-28",
        "2019-08-15", "2020-02-28", "2020-02-29", "2020-03-01", "2020-06-30", "2020-07-01", "2021-01-01",
        "2022-06-30", "2022-07-01", "2023-07-01", "2023-07-02", "2024-02-28", "2024-02-29", "2024-03-01",
        "2025-10-15", "2026-11-21",
    ]

    private static let snapshotDates: [CivilDate] = [
        "2016-02-29", "2018-06-30", "2018-07-01", "2020-02-29", "2022-07-01", "2024-02-29", "2026-11-01",
    ]

    /// Makes a world of `count` persons.
    ///
    /// Numbers are made up at run time from any individual number; nothing of it is kept.
    static func random(count: Int, seed: UInt64) throws -> World {
        var random = SplitMix(seed: seed)
        let empty = Self.snapshotDates.indices
        var world = World(
            snapshots: Self.snapshotDates,
            folkbokforing: empty.map { _ in [] },
            elevregister: empty.map { _ in [] },
            meriter: empty.map { _ in [] },
            persons: []
        )
        var used: Set<IdentityNumber> = []
        while world.persons.count < count {
            let person = try RandomIdentity.make(born: random.birthDate(), &random)
            guard used.insert(person).inserted else { continue }
            world.persons.append(person)
            world.addResidence(of: person, &random)
            world.addEnrolments(of: person, &random)
            world.addMerits(of: person, &random)
        }
        return world
    }

    private mutating func addResidence(of person: IdentityNumber, _ random: inout SplitMix) {
        let eras = (0..<random.number(in: 1...3)).map { _ in random.residence(bornOn: person.birthDate) }
            .sorted { $0.registeredOn < $1.registeredOn }
        let presence = random.pick([100, 100, 95, 60])
        for (index, snapshot) in self.snapshots.enumerated() where random.chance(presence) {
            // Registers lag behind, and are corrected backwards.
            let horizon = snapshot.addingDays(random.number(in: -60...30))
            let residence = eras.last { $0.registeredOn <= horizon } ?? eras[0]
            self.folkbokforing[index].append(FolkbokforingRow.invented(person, residence))
        }
    }

    private mutating func addEnrolments(of person: IdentityNumber, _ random: inout SplitMix) {
        for _ in 0..<random.pick([0, 0, 1, 1, 1, 2, 3]) {
            let enrolment = random.enrolment()
            let lastDay = max(enrolment.start, random.day())
            let knownFrom = random.number(in: 0...6)
            let presence = random.pick([100, 100, 90, 50])
            for index in self.snapshots.indices where random.chance(presence) {
                let isKnown = index >= knownFrom
                self.elevregister[index].append(
                    EnrolmentRow(person: person, enrolment: enrolment, lastDay: isKnown ? lastDay : nil)
                )
            }
        }
    }

    private mutating func addMerits(of person: IdentityNumber, _ random: inout SplitMix) {
        let rows = (0..<random.pick([0, 0, 0, 1, 2])).map { _ in
            MeritRow(person: person, merit: random.pick(Merit.allCases), issuedOn: random.day())
        }
        for row in Set(rows).sorted(by: { ($0.issuedOn, $0.merit.rawValue) < ($1.issuedOn, $1.merit.rawValue) }) {
            let knownFrom = random.number(in: 0...6)
            for index in self.snapshots.indices where index >= knownFrom && random.chance(95) {
                self.meriter[index].append(row)
            }
        }
    }
}

extension SplitMix {
    private static let schoolUnits = ["12345678", "87654321"].compactMap(SchoolUnit.init)

    /// A day on which something is decided, or one next to it, or any.
    fileprivate mutating func day() -> CivilDate {
        let day = self.pick(World.days)
        switch self.number(in: 0...9) {
        case 0...3: return day
        case 4...5: return day.addingDays(1)
        case 6...7: return day.addingDays(-1)
        default: return CivilDate(daysSinceEpoch: Int32(self.number(in: 16_000...20_800)))
        }
    }

    /// A birthday that turns someone 16 to 20 within the world's years; often a leap day, often one that decides.
    fileprivate mutating func birthDate() -> CivilDate {
        switch self.number(in: 0...9) {
        case 0: self.pick(["1996-02-29", "2000-02-29", "2004-02-29", "2008-02-29"])
        case 1...3: self.pick(World.days).addingDays(self.number(in: -1...1)).anniversary(years: -20)
        default: CivilDate(daysSinceEpoch: Int32(self.number(in: 8_800...14_900)))
        }
    }

    fileprivate mutating func residence(bornOn birthDate: CivilDate) -> Residence {
        let isDeregistered = self.chance(20)
        let cause = self.pick(FolkbokforingDeregistration.Cause.allCases)
        let end = self.day()
        let protection = self.number(in: 0...99)
        return Residence(
            kommun: self.chance(80) ? World.hemkommun : self.pick(["0182", "1480"]),
            registeredOn: self.chance(50) ? birthDate : self.day(),
            deregistration: isDeregistered ? FolkbokforingDeregistration(cause: cause, date: end) : nil,
            district: self.pick([nil, "04", "12", "24"]),
            protection: protection == 0 ? .skyddadFolkbokforing : protection == 1 ? .sekretessmarkering : .none
        )
    }

    fileprivate mutating func enrolment() -> Enrolment {
        let schoolForm = self.pick([
            .gymnasieskola, .gymnasieskola, .gymnasieskola, .anpassadGymnasieskola, .vuxenutbildningGymnasial, .sfi,
            SchoolForm.folkhogskola,
        ])
        return Enrolment(
            schoolForm: schoolForm,
            studyPath: self.pick(schoolForm == .gymnasieskola ? ["NA", "BA25", "IMV", "IMS", "MI"] : [nil, "IM"]),
            schoolUnit: self.pick(Self.schoolUnits),
            start: self.day()
        )
    }
}
