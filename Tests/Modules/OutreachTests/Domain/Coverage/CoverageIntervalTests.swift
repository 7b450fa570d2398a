import KAAKernel
import Testing

@testable import Outreach

struct CoverageIntervalTests {
    private let calculator = CoverageCalculator(hemkommun: World.hemkommun)

    @Test(arguments: 0..<4)
    func agreeWithTheDecisionOnEveryDay(seed: Int) throws {
        let world = try World.random(count: 120, seed: UInt64(seed) + 500)
        let register = WorldRegister(world, order: Array(world.snapshots.indices))
        for person in world.persons {
            let facts = register.facts(of: person)
            let intervals = self.calculator.intervals(for: facts)
            for (earlier, later) in zip(intervals, intervals.dropFirst()) {
                #expect(earlier.closing.day < later.opening.day)
            }
            var day = facts.birthDate.anniversary(years: 15)
            let end = facts.birthDate.anniversary(years: 21)
            while day < end {
                let isCovered = self.calculator.decision(for: facts, on: day) == .covered
                guard intervals.contains(where: { $0.contains(day) }) == isCovered else {
                    Issue.record("seed \(seed), born \(facts.birthDate), \(day)")
                    return
                }
                day = day.addingDays(1)
            }
        }
    }

    @Test func oneOfSomeoneWhoNeverGoesToGymnasiumLastsFromSchoolToTheAgeLimit() throws {
        let interval = try #require(self.calculator.intervals(for: .sample()).first)
        #expect(interval.opening.day == "2018-07-01")
        #expect(interval.opening.rule == "KAA-2018-07-01")
        #expect(interval.closing.day == "2022-01-02")
        #expect(interval.closing.reason == .turned20)
    }

    @Test func leapDayChildrenTurn20OnTheLastOfFebruaryInOtherYears() throws {
        let leap = try #require(self.calculator.intervals(for: .sample(birthDate: "2000-02-29")).first)
        #expect(leap.closing.day == "2020-02-29")
        let rules = CoverageRuleBook(
            CoverageRuleBook.skollagen().rules.map { rule in
                CoverageRule(
                    id: rule.id,
                    validFrom: rule.validFrom,
                    statute: rule.statute,
                    ageLimit: 21,
                    schoolLeavingAge: rule.schoolLeavingAge,
                    springTermEnd: rule.springTermEnd,
                    endingSchoolForms: rule.endingSchoolForms,
                    introductoryProgrammesEndCoverage: rule.introductoryProgrammesEndCoverage,
                    endingMerits: rule.endingMerits
                )
            }
        )
        let other = CoverageCalculator(hemkommun: World.hemkommun, rules: rules)
        #expect(other.intervals(for: .sample(birthDate: "2000-02-29")).first?.closing.day == "2021-02-28")
    }

    @Test func endAndBeginAgainWithTheEnrolmentAndItsLastDayIsStillPartOfIt() throws {
        let facts = PersonFacts.sample(enrolments: [try .sample(from: "2018-08-20", to: "2020-02-29")])
        let intervals = self.calculator.intervals(for: facts)
        #expect(intervals.map(\.opening.day) == ["2018-07-01", "2020-03-01"])
        #expect(intervals.map(\.opening.reason) == [.compulsorySchoolEnded, .enrolmentEnded])
        #expect(intervals.map(\.closing.day) == ["2018-08-20", "2022-01-02"])
        #expect(intervals.map(\.closing.reason) == [.startedNational, .turned20])
    }

    @Test func introductoryProgrammesEndThemSinceTheRuleOf2018() throws {
        let facts = PersonFacts.sample(
            birthDate: "2001-05-05",
            enrolments: [try .sample(.gymnasieskola, "IMV", from: "2017-08-20", to: "2019-06-10")]
        )
        let intervals = self.calculator.intervals(for: facts)
        #expect(intervals.map(\.opening.day) == ["2017-07-01", "2019-06-11"])
        #expect(intervals.first?.closing.day == "2018-07-01")
        #expect(intervals.first?.closing.reason == .startedIntroductory)
        #expect(intervals.first?.closing.rule == "KAA-2018-07-01")
        #expect(intervals.first?.opening.rule == "KAA-2015-01-01")
    }

    @Test func theFirstRuleOpensThemForWhoeverWasOfAgeAlready() {
        let opening = self.calculator.intervals(for: .sample(birthDate: "1996-01-01")).first?.opening
        #expect(opening?.day == "2015-01-01")
        #expect(opening?.reason == .ruleChanged)
    }

    @Test func areNoneForSomeoneAwaitingAManualDecision() {
        let facts = PersonFacts.sample(residence: [.sample(protection: .skyddadFolkbokforing)])
        #expect(self.calculator.intervals(for: facts).isEmpty)
        #expect(self.calculator.decision(for: facts, on: "2019-01-01") == .awaitingManualDecision)
    }

    @Test func aSecrecyMarkChangesNothing() {
        let marked = PersonFacts.sample(residence: [.sample(protection: .sekretessmarkering)])
        #expect(self.calculator.intervals(for: marked) == self.calculator.intervals(for: .sample()))
    }
}
