import Foundation
import KAAKernel

/// Counts M1–M7 from facts that come one by one: first all coverage, then everything else in any order.
///
/// Only people covered in the window count, for every factor, so that each factor is a part of the one before it and the
/// groups add up. Persons are numbers from 1 to the count given at the start, so what is known of each lies in an array.
///
/// - Note: Stockholm's plan of action for the activity responsibility, section 7.1.
struct FunnelCalculation {
    private struct Person {
        /// The last day covered in the window, once one is known.
        var lastDay = Int32.min
        var district = Int32(0)
        var sex = Sex.female
        var group = Int32(-1)
        var isSought = false
        var isInIntervention = false
        var firstSuccess: Success?
    }

    /// A two-way contact; the earliest decides the channel.
    private struct Success: Comparable {
        let day: Int32
        let recordedAt: Int64
        let channel: Int64

        static func < (left: Self, right: Self) -> Bool {
            (left.day, left.recordedAt, left.channel) < (right.day, right.recordedAt, right.channel)
        }
    }

    private struct Participation: Hashable {
        let person: Int
        let type: Int
    }

    private let window: ReportWindow
    private let dimensions: Set<FunnelGroup.Dimension>
    private var persons: [Person]
    private var groups: [FunnelGroup: Int] = [:]
    private var tallies: [FunnelTally] = []
    private var participations: Set<Participation> = []

    /// Prepares to count.
    ///
    /// - Parameters:
    ///   - window: The days.
    ///   - dimensions: How figures are broken down.
    ///   - personCount: The highest number of a person.
    /// - Complexity: O(*n*) in `personCount`, about 64 bytes each.
    init(window: ReportWindow, dimensions: Set<FunnelGroup.Dimension>, personCount: Int) {
        self.window = window
        self.dimensions = dimensions
        self.persons = Array(repeating: Person(), count: personCount + 1)
    }

    /// Takes days of coverage; those outside the window do not count.
    ///
    /// - Parameters:
    ///   - person: The person's number.
    ///   - sex: The person's.
    ///   - start: The first day.
    ///   - end: The first day after.
    ///   - district: The number of the district on those days.
    mutating func cover(_ person: Int, _ sex: Sex, from start: CivilDate, until end: CivilDate, in district: Int) {
        let last = min(end.addingDays(-1), self.window.to)
        guard start <= last, self.window.from <= last, self.persons[person].lastDay < last.daysSinceEpoch else {
            return
        }
        self.persons[person].lastDay = last.daysSinceEpoch
        self.persons[person].district = Int32(district)
        self.persons[person].sex = sex
    }

    /// Puts everyone covered into a group; call it once, after all coverage.
    mutating func formGroups() {
        for index in self.persons.indices where self.persons[index].lastDay > Int32.min {
            let group = FunnelGroup(
                district: self.dimensions.contains(.district) ? Int(self.persons[index].district) : nil,
                sex: self.dimensions.contains(.sex) ? self.persons[index].sex : nil
            )
            let number = self.groups[group] ?? self.makeGroup(group)
            self.persons[index].group = Int32(number)
            self.tallies[number].covered += 1
        }
    }

    private mutating func makeGroup(_ group: FunnelGroup) -> Int {
        let number = self.tallies.count
        self.groups[group] = number
        self.tallies.append(FunnelTally())
        return number
    }

    /// The number of the group of a person who is covered in the window.
    private func group(of person: Int) -> Int? {
        let group = self.persons[person].group
        return group < 0 ? nil : Int(group)
    }

    /// Takes an attempt to reach a person.
    mutating func attempt(
        _ person: Int,
        on day: CivilDate,
        by channel: ContactChannel,
        _ result: AttemptResult,
        recordedAt: Int64
    ) {
        guard self.window.contains(day), result.isMade, let group = self.group(of: person) else { return }
        self.persons[person].isSought = true
        self.tallies[group].attempts[channel, default: 0] += 1
        guard result.isTwoWayContact else { return }
        self.reach(person, Success(day: day.daysSinceEpoch, recordedAt: recordedAt, channel: channel.rawValue))
    }

    /// Takes a session that was held at Skolslussen.
    mutating func session(_ person: Int, on day: CivilDate, recordedAt: Int64) {
        guard self.window.contains(day), self.group(of: person) != nil else { return }
        let channel = ContactChannel.skolslussen.rawValue
        self.reach(person, Success(day: day.daysSinceEpoch, recordedAt: recordedAt, channel: channel))
    }

    private mutating func reach(_ person: Int, _ success: Success) {
        if let former = self.persons[person].firstSuccess, former <= success { return }
        self.persons[person].firstSuccess = success
    }

    /// Takes a part in an intervention.
    ///
    /// - Parameters:
    ///   - person: The person's number.
    ///   - type: The number of the intervention's code.
    ///   - start: The first day.
    ///   - end: The last day and the reason; `nil` while it goes on.
    mutating func intervention(_ person: Int, _ type: Int, from start: CivilDate, end: InterventionFact.End?) {
        guard start <= self.window.to, (end?.day ?? self.window.to) >= self.window.from,
            let group = self.group(of: person)
        else { return }
        self.persons[person].isInIntervention = true
        if self.participations.insert(Participation(person: person, type: type)).inserted {
            self.tallies[group].participants[type, default: 0] += 1
        }
        if let end, self.window.contains(end.day) {
            self.tallies[group].endings[.init(type: type, reason: end.reason), default: 0] += 1
        }
    }

    /// The counts of every group that has anybody in it.
    ///
    /// - Complexity: O(*n*) in the number of persons.
    consuming func finish() -> [FunnelGroup: FunnelTally] {
        for person in self.persons where person.group >= 0 {
            let group = Int(person.group)
            self.tallies[group].sought += person.isSought ? 1 : 0
            self.tallies[group].inIntervention += person.isInIntervention ? 1 : 0
            guard let success = person.firstSuccess, let channel = ContactChannel(rawValue: success.channel) else {
                continue
            }
            self.tallies[group].reached += 1
            self.tallies[group].reachedBy[channel, default: 0] += 1
        }
        return self.groups.mapValues { self.tallies[$0] }
    }
}
