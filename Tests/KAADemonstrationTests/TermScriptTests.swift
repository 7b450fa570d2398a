import KAAKernel
import Testing

@testable import KAADemonstration

struct TermScriptTests {
    // Every test looks at the same script; the naive coverage behind it takes seconds to compute.
    private static let term = Result {
        let plan = try CityPlan(seed: 1)
        return (calendar: plan.calendar, persons: try Self.persons(of: DemonstrationCity(plan)))
    }

    private let calendar: TermCalendar
    private let persons: [ScriptPerson]
    private let script: TermScript

    init() throws {
        (self.calendar, self.persons) = try Self.term.get()
        self.script = TermScript(self.persons, calendar: self.calendar, random: SeededGenerator(seed: 7))
    }

    @Test func isTheSameForTheSameSource() {
        #expect(TermScript(self.persons, calendar: self.calendar, random: SeededGenerator(seed: 7)) == self.script)
        #expect(TermScript(self.persons, calendar: self.calendar, random: SeededGenerator(seed: 8)) != self.script)
    }

    @Test func goesInOrderOfDateAndRestsOnWeekends() {
        let dates = self.script.actions.map(\.date)
        #expect(dates == dates.sorted())
        let monday: CivilDate = "2026-06-01"
        #expect(dates.allSatisfy { monday.days(until: $0) % 7 < 5 })
    }

    @Test func doesNothingOutsideTheCoverage() throws {
        let persons = Dictionary(uniqueKeysWithValues: self.persons.map { ($0.identifier, $0) })
        let outside = try self.script.actions.filter { action in
            let person = try #require(persons[action.person])
            if case .startPlace = action.deed { return action.date < person.openedOn }
            let last = person.departure.map { min($0.date.addingDays(-1), self.calendar.lastDay) }
            return action.date < person.openedOn || action.date > last ?? self.calendar.lastDay
        }
        #expect(outside.isEmpty)
    }

    @Test func keepsTheOrderOfTheSteps() throws {
        for (_, actions) in self.actionsByPerson {
            let steps = actions.compactMap { action -> (step: OutreachStep, date: CivilDate)? in
                guard case .contact(let step, _, _, _) = action.deed else { return nil }
                return (step, action.date)
            }
            let letter = steps.first { $0.step == .letter }?.date
            let card = steps.first { $0.step == .knackakort }?.date
            if let call = steps.first(where: { $0.step == .phone })?.date {
                #expect(try #require(letter) < call)
            }
            if let card {
                #expect(steps.allSatisfy { $0.step != .sms || $0.date < card })
            }
            if let visit = steps.first(where: { $0.step == .homeVisit })?.date {
                #expect(try #require(card) < visit)
            }
            let callDays = steps.filter { $0.step == .phone }.map(\.date)
            #expect(Set(callDays).count == callDays.count)
        }
    }

    /// The plan asks for a first attempt within a month, and puts the large mailing after 15 September.
    @Test func seeksTheNewWithinAMonthAndTheOthersAfterTheFifteenthOfSeptember() throws {
        let persons = Dictionary(uniqueKeysWithValues: self.persons.map { ($0.identifier, $0) })
        for (identifier, actions) in self.actionsByPerson {
            guard let first = actions.first(where: Self.isLetter), let person = persons[identifier] else { continue }
            if person.openedOn >= self.calendar.firstOfJuly {
                #expect(first.date <= person.openedOn.addingDays(31))
            } else {
                #expect(first.date > "2026-09-15")
            }
        }
    }

    @Test func resemblesTheFunnelOfTheSeeds() {
        let sought = self.persons(where: Self.isContact)
        let reached = self.persons(where: Self.isReached)
        let taking = self.persons(where: Self.isStart)
        let share = Double(reached.count) / Double(sought.count)
        #expect((0.79...0.87).contains(share), "\(share)")
        #expect((0.75...0.95).contains(Double(sought.count) / Double(self.persons.count)))
        #expect((0.15...0.30).contains(Double(taking.count) / Double(self.persons.count)))
        #expect(taking.isSubset(of: reached))

        let girls = Set(self.persons.filter { $0.sex == .female }.map(\.identifier))
        #expect((0.40...0.50).contains(Double(reached.intersection(girls).count) / Double(reached.count)))
    }

    @Test func endsThreeOfFourInterventionsMostlyInWorkOrStudies() {
        let starts = self.script.actions.filter(Self.isStart)
        let reasons = self.script.actions.compactMap { action -> EndReason? in
            guard case .endIntervention(_, let reason) = action.deed else { return nil }
            return reason
        }
        #expect((0.65...0.88).contains(Double(reasons.count) / Double(starts.count)))
        let good = reasons.filter { $0 == .toEducation || $0 == .toWork }.count
        #expect((0.64...0.84).contains(Double(good) / Double(reasons.count)))
        #expect(Set(self.script.actions.filter(Self.isStart).map(\.board)).count >= 2)
    }

    @Test func startsWhatItEndsAndBooksWhatItStarts() {
        for (_, actions) in self.actionsByPerson {
            var current: InterventionCode?
            var booked: SchoolUnit?
            var hasSession = false
            for action in actions {
                switch action.deed {
                case .startIntervention(let code):
                    #expect(current == nil)
                    current = code
                case .endIntervention(let code, _):
                    #expect(current == code)
                    current = nil
                case .bookPlace(let school):
                    booked = school
                case .startPlace(let school):
                    #expect(booked == school)
                case .bookSession:
                    hasSession = true
                case .resolveSession:
                    #expect(hasSession)
                case .contact, .setNextContact:
                    break
                }
            }
        }
    }

    @Test func fillsTheSlussplatserOfSixSchoolsButNeverMore() {
        let capacity = Dictionary(uniqueKeysWithValues: self.script.offerings.map { ($0.school, $0.capacity) })
        #expect(capacity.count == 6)
        var booked: [SchoolUnit: Int] = [:]
        for action in self.script.actions {
            if case .bookPlace(let school) = action.deed {
                booked[school, default: 0] += 1
            }
        }
        for (school, count) in booked {
            #expect(count <= capacity[school, default: 0])
        }
        let total = capacity.values.reduce(0, +)
        #expect((0.88...1).contains(Double(booked.values.reduce(0, +)) / Double(total)))
        #expect(SlussplatsOffering.offerings(forCovered: 3657).reduce(0) { $0 + $1.capacity } == 170)
        #expect(SlussplatsOffering.takenPlaces(forCovered: 3657) == 163)
    }

    @Test func tellsThoseWhoTurn20() {
        let told = self.script.actions.filter { action in
            guard case .contact(.letterTurning20, _, _, _) = action.deed else { return false }
            return true
        }
        #expect(told.count > 30)
    }
}

extension TermScriptTests {
    private var actionsByPerson: [String: [TermAction]] { Dictionary(grouping: self.script.actions, by: \.person) }

    private func persons(where isIncluded: (TermAction) -> Bool) -> Set<String> {
        Set(self.script.actions.filter(isIncluded).map(\.person))
    }

    private static func isContact(_ action: TermAction) -> Bool {
        guard case .contact = action.deed else { return false }
        return true
    }

    private static func isLetter(_ action: TermAction) -> Bool {
        guard case .contact(.letter, .sent, _, _) = action.deed else { return false }
        return true
    }

    private static func isReached(_ action: TermAction) -> Bool {
        guard case .contact(_, let result, _, _) = action.deed else { return false }
        return result.isReached
    }

    private static func isStart(_ action: TermAction) -> Bool {
        guard case .startIntervention = action.deed else { return false }
        return true
    }

    /// Everyone covered at some time in the term, with the departure that the whole term shows.
    private static func persons(of city: DemonstrationCity) throws -> [ScriptPerson] {
        let oracle = CoverageOracle(city: city)
        let calendar = city.plan.calendar
        return try city.persons.compactMap { person in
            let first = calendar.firstOfJuly.addingDays(-1)
            guard let coverage = try oracle.coverage(of: person, from: first, to: calendar.lastDay) else { return nil }
            let departure = coverage.until.map { until in
                let isPupil = person.school.enrolments.contains { $0.start == until && $0.programme.hasPrefix("IM") }
                let turns20 = person.birthday.anniversary(years: 20) == until
                return ScriptPerson.Departure(
                    date: until,
                    reason: turns20 ? .turned20 : isPupil ? .startedIntroduction : .other
                )
            }
            return ScriptPerson(
                identifier: "person-\(person.number)",
                district: person.residence(asKnownOn: calendar.lastDay)?.district,
                sex: person.sex,
                openedOn: coverage.since,
                departure: departure
            )
        }
    }
}
