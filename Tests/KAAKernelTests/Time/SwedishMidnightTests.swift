import Foundation
import KAAKernel
import Testing

struct SwedishMidnightTests {
    @Test(arguments: [
        ("2026-11-20", "2026-11-19T23:00:00Z"), ("2026-06-21", "2026-06-20T22:00:00Z"),
        ("2026-03-29", "2026-03-28T23:00:00Z"), ("2026-03-30", "2026-03-29T22:00:00Z"),
        ("2026-10-25", "2026-10-24T22:00:00Z"), ("2026-10-26", "2026-10-25T23:00:00Z"),
    ])
    func beginsTheDayAtMidnightInSweden(text: String, moment: String) throws {
        let day = try CivilDate(iso: text)
        let expected = try Date(moment, strategy: .iso8601)

        #expect(day.swedishMidnight == expected)
        #expect(CivilDate(swedishDayOf: expected) == day)
        #expect(CivilDate(swedishDayOf: expected.addingTimeInterval(-0.001)) == day.addingDays(-1))
    }
}
