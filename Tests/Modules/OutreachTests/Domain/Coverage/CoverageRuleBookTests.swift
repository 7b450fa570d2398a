import KAAKernel
import Testing

@testable import Outreach

struct CoverageRuleBookTests {
    @Test(arguments: [
        (CivilDate("2014-12-31"), ShortCode?.none), ("2015-01-01", "KAA-2015-01-01"),
        ("2018-06-30", "KAA-2015-01-01"), ("2018-07-01", "KAA-2018-07-01"), ("2026-11-21", "KAA-2018-07-01"),
    ])
    func theWordingOfTheDayApplies(day: CivilDate, rule: ShortCode?) {
        #expect(CoverageRuleBook.skollagen().rule(on: day)?.id == rule)
    }

    @Test func theEndOfTheSpringTermIsConfigured() throws {
        let springTermEnd = try #require(SpringTermEnd(month: 6, day: 14))
        let calculator = CoverageCalculator(
            hemkommun: World.hemkommun,
            rules: .skollagen(springTermEnd: springTermEnd)
        )
        #expect(calculator.intervals(for: .sample(birthDate: "2003-05-01")).first?.opening.day == "2019-06-15")
    }

    @Test func theEndOfTheSpringTermIsADayOfEveryYear() {
        #expect(SpringTermEnd(month: 2, day: 29) == nil)
        #expect(SpringTermEnd(month: 6, day: 31) == nil)
    }
}
