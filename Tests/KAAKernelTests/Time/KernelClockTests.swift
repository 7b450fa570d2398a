import Foundation
import KAAKernel
import Testing

struct KernelClockTests {
    @Test(arguments: [
        ("2026-01-14T22:59:59Z", "2026-01-14"),
        ("2026-01-14T23:00:00Z", "2026-01-15"),
        ("2026-07-14T21:59:59Z", "2026-07-14"),
        ("2026-07-14T22:00:00Z", "2026-07-15"),
        ("1969-12-31T22:59:59Z", "1969-12-31"),
        ("1969-12-31T23:00:00Z", "1970-01-01"),
    ])
    func countsDaysInSwedishTime(moment: String, day: String) throws {
        let clock = ManualClock(try Date(moment, strategy: .iso8601))
        #expect(clock.today.description == day)
    }

    @Test(arguments: ["2026-01-15", "2026-03-29", "2026-07-15", "2026-10-25"])
    func standsWithinTheDayItIsSetTo(day: String) throws {
        let date = try CivilDate(iso: day)
        let clock = ManualClock(date)
        #expect(clock.today == date)
    }

    @Test func movesOnlyWhenMoved() {
        let clock = ManualClock(Date(timeIntervalSince1970: 100))
        clock.advance(bySeconds: 5)
        #expect(clock.now == Date(timeIntervalSince1970: 105))
        #expect(clock.now == Date(timeIntervalSince1970: 105))
    }
}
