import Foundation
import GuidanceContract
import InterventionsContract
import KAAKernel
import KAAKernelContract
import KAAWire
import OutreachContract
import SeededRandomness

extension World {
    /// How many days of a random world anything happens on.
    static let dayCount = 60

    /// A small world with corrections, some of which come late or at the same moment.
    static func random(from first: CivilDate, using random: inout SplitMix) -> World {
        var world = World()
        let persons = (1...random.number(in: 1...6)).map { _ in UUID.random(&random) }
        for person in persons {
            for _ in 0..<random.number(in: 0...4) { world.coverages.append(.random(person, first, &random)) }
            for _ in 0..<random.number(in: 0...4) { world.addAttempt(person, first, &random) }
            for _ in 0..<random.number(in: 0...2) { world.addSession(person, first, &random) }
            for _ in 0..<random.number(in: 0...3) { world.addIntervention(person, first, &random) }
        }
        world.coverages.shuffle(using: &random)
        world.attempts.shuffle(using: &random)
        world.sessions.shuffle(using: &random)
        world.interventions.shuffle(using: &random)
        return world
    }

    private mutating func addAttempt(_ person: String, _ first: CivilDate, _ random: inout SplitMix) {
        let id = UUID.random(&random)
        for _ in 0...(random.oneIn(4) ? 1 : 0) {
            self.attempts.append(
                .init(
                    contactAttemptID: id,
                    youngPersonID: person,
                    step: random.pick(Kaa.Outreach.V1.OutreachStep.knownCases.filter { $0 != .unspecified }),
                    result: random.pick(Kaa.Outreach.V1.AttemptResult.knownCases.filter { $0 != .unspecified }),
                    attemptedOn: .randomDay(first, &random),
                    recordTime: .random(first, &random)
                )
            )
        }
    }

    private mutating func addSession(_ person: String, _ first: CivilDate, _ random: inout SplitMix) {
        let id = UUID.random(&random)
        let day = String.randomDay(first, &random)
        for _ in 0...random.number(in: 0...2) {
            self.sessions.append(
                .init(
                    guidanceSessionID: id,
                    youngPersonID: person,
                    state: random.pick([.booked, .held, .held, .noShow, .cancelled]),
                    occurredOn: random.oneIn(5) ? .randomDay(first, &random) : day,
                    recordTime: .random(first, &random)
                )
            )
        }
    }

    private mutating func addIntervention(_ person: String, _ first: CivilDate, _ random: inout SplitMix) {
        let id = UUID.random(&random)
        let start = random.number(in: 0...Self.dayCount)
        let type = random.pick(["COACHING", "AIM", "GUIDANCE_SYV"])
        for _ in 0...random.number(in: 0...2) {
            let end = random.oneIn(2) ? start + random.number(in: 0...30) : nil
            let reasons = Kaa.Interventions.V1.InterventionEndReason.knownCases.filter { $0 != .unspecified }
            self.interventions.append(
                .init(
                    interventionID: id,
                    youngPersonID: person,
                    typeCode: random.oneIn(8) ? "PRAKTIK" : type,
                    ownerBoard: "AMN",
                    startedOn: first.addingDays(start).description,
                    endedOn: end.map { first.addingDays($0).description },
                    endReason: end.map { _ in random.pick(reasons) },
                    recordTime: .random(first, &random)
                )
            )
        }
    }
}

extension Kaa.Outreach.V1.CoverageRecorded {
    fileprivate static func random(_ person: String, _ first: CivilDate, _ random: inout SplitMix) -> Self {
        var days = Set((0..<2 * random.number(in: 0...3)).map { _ in random.number(in: -5...World.dayCount) }).sorted()
        if !days.count.isMultiple(of: 2) { days.removeLast() }
        let moves = Set((0..<random.number(in: 0...3)).map { _ in random.number(in: 0...World.dayCount) }).sorted()
        return .init(
            youngPersonID: person,
            sex: random.pick([.female, .male]),
            intervals: stride(from: 0, to: days.count, by: 2).map { index in
                .init(
                    from: first.addingDays(days[index]).description,
                    until: first.addingDays(days[index + 1]).description
                )
            },
            districts: moves.enumerated().map { index, day in
                .init(
                    from: index == 0 && !random.oneIn(4) ? "" : first.addingDays(day).description,
                    districtCode: random.pick(["01", "14", "24", ""])
                )
            },
            recordTime: .random(first, &random)
        )
    }
}

extension UUID {
    fileprivate static func random(_ random: inout SplitMix) -> String {
        let text = (0..<32).map { _ in String(random.number(in: 0...15), radix: 16) }.joined()
        let cuts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
        return cuts.map { text.dropFirst($0.lowerBound).prefix($0.count) }.joined(separator: "-")
    }
}

extension String {
    fileprivate static func randomDay(_ first: CivilDate, _ random: inout SplitMix) -> String {
        first.addingDays(random.number(in: 0...World.dayCount)).description
    }
}

extension Google.Protobuf.Timestamp {
    /// A moment of the world's days, often the first or the last of a day in Sweden, or the same as another.
    fileprivate static func random(_ first: CivilDate, _ random: inout SplitMix) -> Self {
        let noon = first.addingDays(random.number(in: 0...World.dayCount)).swedishNoon
        let halfDay = 43_200.0
        let offsets = [0, halfDay, halfDay - 0.000_001, -halfDay, Double(random.number(in: -43_000...43_000))]
        return Self(noon.addingTimeInterval(random.pick(offsets)))
    }
}
