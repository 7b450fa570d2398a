import KAAKernel
import KAAWire
import OutreachContract
import SeededRandomness

@testable import Outreach

/// Judges exports of the register by the naive oracle.
///
/// That someone is covered is asked of the oracle for everyone; that a beginning is one, for every beginning that was
/// exported: covered on that day, not on the day before, and covered on days drawn between. For one person in some it is
/// found by going back day by day, and the reason is that of the calculator, which has an oracle of its own.
final class RegisterOracle {
    private struct Beginning: Hashable {
        let person: String
        let since: CivilDate
    }

    private let oracle: NaiveOracle
    private let calculator = CoverageCalculator(hemkommun: World.hemkommun)
    private let closerLook: Int
    /// Everyone, with what the oracle says of each of the world's days.
    private var answers: [String: [NaiveOracle.Answer]] = [:]
    private var coveredCounts: [Int]
    /// Those looked at closely.
    private var intervals: [String: [CoverageInterval]] = [:]
    /// The beginnings exported, with the last day for which each was.
    private var beginnings: [Beginning: CivilDate] = [:]

    init(_ world: World, closerLook: Int) {
        self.oracle = NaiveOracle(world)
        self.closerLook = closerLook
        self.coveredCounts = Array(repeating: 0, count: World.days.count)
        let days = World.days.map(NaiveOracle.number)
        for person in world.persons {
            let answers = self.oracle.answers(person.digits, on: days)
            guard !self.oracle.isInNoList(person.digits) else { continue }
            self.answers[person.digits] = answers
            for (index, answer) in answers.enumerated() where answer == .yes { self.coveredCounts[index] += 1 }
        }
        let chosen = world.persons.enumerated().filter { $0.offset.isMultiple(of: closerLook) }.map(\.element)
        let register = WorldRegister(world.reduced(to: chosen), order: Array(world.snapshots.indices))
        for person in chosen {
            self.intervals[person.digits] = self.calculator.intervals(for: register.facts(of: person))
        }
    }

    /// What is wrong with an export of the day with that index among the world's; `nil` if nothing is.
    func difference(to entries: [Kaa.Outreach.V1.RegisterEntry], on index: Int) -> String? {
        let day = World.days[index]
        let rule = day < "2018-07-01" ? "KAA-2015-01-01" : "KAA-2018-07-01"
        var former = ""
        for entry in entries {
            guard entry.personnummer > former else { return "the order is wrong" }
            former = entry.personnummer
            guard self.answers[entry.personnummer]?[index] == .yes else { return "somebody is covered by mistake" }
            guard entry.rule == rule else { return "the rule is \(entry.rule)" }
            guard let since = try? CivilDate(iso: entry.since), since <= day else { return "since \(entry.since)" }
            self.beginnings[Beginning(person: entry.personnummer, since: since)] = day
            if let intervals = self.intervals[entry.personnummer] {
                let interval = intervals.first { $0.contains(day) }
                guard let interval else { return "the calculator has no interval" }
                guard interval.opening.day == since, interval.opening.reason.rawValue == entry.reason else {
                    return "\(entry.since) \(entry.reason), not \(interval.opening.day) \(interval.opening.reason)"
                }
            }
        }
        let expected = self.coveredCounts[index]
        return entries.count == expected ? nil : "\(entries.count) are covered, not \(expected)"
    }

    /// What is wrong with the beginnings exported so far; `nil` if nothing is.
    func differenceInBeginnings() -> String? {
        var random = SplitMix(seed: 1)
        for (beginning, last) in self.beginnings {
            let since = beginning.since
            let between = (0..<2).map { _ in since.addingDays(random.number(in: 0...since.days(until: last))) }
            let days = [since.addingDays(-1), since] + between
            let answers = self.oracle.answers(beginning.person, on: days.map(NaiveOracle.number))
            guard answers == [.no, .yes, .yes, .yes] else { return "\(since) is no beginning before \(last)" }
            if self.intervals[beginning.person] != nil, let gap = self.gap(beginning, until: last) {
                return "\(since) is no beginning, \(gap) lies before \(last)"
            }
        }
        return nil
    }

    /// A day between a beginning and the last day exported on which the person is not covered.
    private func gap(_ beginning: Beginning, until last: CivilDate) -> CivilDate? {
        let days = (0...beginning.since.days(until: last)).map(beginning.since.addingDays)
        let answers = self.oracle.answers(beginning.person, on: days.map(NaiveOracle.number))
        return zip(days, answers).first { $0.1 != .yes }?.0
    }
}
