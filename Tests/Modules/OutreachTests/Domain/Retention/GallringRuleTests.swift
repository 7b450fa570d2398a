import Foundation
import KAAKernel
import Testing

@testable import Outreach

struct GallringRuleTests {
    @Test(
        arguments: [
            ("2005-01-01", "2026-12-31"),
            ("2005-12-31", "2026-12-31"),
            ("2004-12-31", "2025-12-31"),
            // Turns 21 on 28 February 2025, which has no leap day.
            ("2004-02-29", "2025-12-31"),
            ("2007-06-15", "2028-12-31"),
            ("1999-12-31", "2020-12-31"),
            ("2000-01-01", "2021-12-31"),
        ] as [(CivilDate, CivilDate)]
    )
    func theLastDayIsTheEndOfTheYearInWhichThePersonTurns21(born: CivilDate, lastDay: CivilDate) {
        #expect(GallringRule.lastDay(bornOn: born) == lastDay)
    }

    @Test(
        arguments: [
            ("2026-12-31", 2005), ("2026-12-30", 2004), ("2026-01-01", 2004), ("2027-01-01", 2005),
            ("2028-02-29", 2006),
        ] as [(CivilDate, Int)]
    )
    func aYearOfBirthIsDueOnItsLastDayAndNotBefore(day: CivilDate, year: Int) throws {
        #expect(GallringRule.latestBirthYear(lastDayBy: day) == year)
        let born = try #require(CivilDate(year: year, month: 12, day: 31))
        #expect(GallringRule.lastDay(bornOn: born) <= day)
        #expect(GallringRule.lastDay(bornOn: born.addingDays(1)) > day)
    }

    @Test(
        arguments: [
            (1, "2026-03-31", "2026-02-28"), (1, "2028-03-31", "2028-02-29"), (12, "2028-02-29", "2027-02-28"),
            (6, "2026-12-31", "2026-06-30"), (0, "2026-12-31", "2026-12-31"), (11, "2026-11-15", "2025-12-15"),
            (25, "2026-01-31", "2023-12-31"),
        ] as [(Int, CivilDate, CivilDate)]
    )
    func monthsAreCountedBackToADayThatExists(months: Int, day: CivilDate, earlier: CivilDate) {
        #expect(GallringRule.day(months, monthsBefore: day) == earlier)
    }

    @Test func feedsBringNobodyBackWhoWasPurged() throws {
        let born2004 = try RandomIdentity.make(born: "2004-12-31", individual: 238)
        let born2005 = try RandomIdentity.make(born: "2005-01-01", individual: 238)
        let never = FeedHorizon(day: "2026-01-01", purgedBy: nil, monthsAfterCoverage: 0)
        #expect(never.admits(born2004))
        let beforeNewYear = FeedHorizon(day: "2026-01-01", purgedBy: "2025-12-30", monthsAfterCoverage: 0)
        #expect(beforeNewYear.admits(born2004))
        let atNewYear = FeedHorizon(day: "2026-01-01", purgedBy: "2025-12-31", monthsAfterCoverage: 0)
        #expect(!atNewYear.admits(born2004))
        #expect(atNewYear.admits(born2005))
        // Purged ahead of the last day: feeds of the same autumn do not bring them back, whatever day they are for.
        let purged = FeedHorizon(day: "2025-11-20", purgedBy: "2026-12-31", monthsAfterCoverage: 0)
        #expect(!purged.admits(born2005))
        #expect(purged.admits(try RandomIdentity.make(born: "2006-01-01", individual: 238)))
    }

    @Test func withAPolicyOnlyThoseWhoHaveNotTurned20AreTakenInAnew() throws {
        let turns20 = Int64(try RandomIdentity.make(born: "2006-11-20", individual: 238).integerValue)
        let is19 = Int64(try RandomIdentity.make(born: "2006-11-21", individual: 238).integerValue)
        let horizon = FeedHorizon(day: "2026-11-20", purgedBy: nil, monthsAfterCoverage: 6)
        let first = try #require(horizon.firstNewcomer)
        #expect(turns20 < first)
        #expect(is19 >= first)
        #expect(FeedHorizon(day: "2026-11-20", purgedBy: nil, monthsAfterCoverage: 0).firstNewcomer == nil)
    }
}
