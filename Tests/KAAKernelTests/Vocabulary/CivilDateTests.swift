import Foundation
import KAAKernel
import Testing

struct CivilDateTests {
    @Test func agreesWithFoundationOnEveryDayOfTwoCenturies() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        for number in stride(from: Int32(-40_000), through: 40_000, by: 1) {
            let date = CivilDate(daysSinceEpoch: number)
            let (year, month, day) = date.components
            guard CivilDate(year: year, month: month, day: day) == date else {
                Issue.record("\(number) doesn't come back")
                return
            }
            guard number.isMultiple(of: 7) else { continue }
            let expected = calendar.dateComponents(
                [.year, .month, .day],
                from: Date(timeIntervalSince1970: Double(number) * 86_400)
            )
            #expect([expected.year, expected.month, expected.day] == [year, month, day])
        }
    }

    @Test(arguments: ["0001-01-01", "1969-12-31", "1970-01-01", "2000-02-29", "2024-02-29", "9999-12-31"])
    func readsAndWritesDays(text: String) throws {
        #expect(try CivilDate(iso: text).description == text)
    }

    @Test(arguments: [
        "", "2024-2-29", "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "0000-01-01", "20240229",
        "2024-02-29 ", "2024/02/29", "+024-02-29", "٢٠٢٤-٠٢-٢٩",
    ])
    func rejectsOtherTexts(text: String) {
        #expect(throws: CivilDate.ParsingError.malformed) { try CivilDate(iso: text) }
    }

    @Test func readsTheBasicFormatToo() {
        #expect(CivilDate(basicUTF8: "20240229".utf8.span) == "2024-02-29")
        #expect(CivilDate(basicUTF8: "20230229".utf8.span) == nil)
    }

    @Test(arguments: [
        (CivilDate("2004-02-29"), 20, CivilDate("2024-02-29")), ("2004-02-29", 18, "2022-02-28"),
        ("2004-02-29", -4, "2000-02-29"), ("2080-02-29", 20, "2100-02-28"), ("2006-11-21", 20, "2026-11-21"),
    ])
    func birthdaysOfLeapDayChildrenFallOnTheLastOfFebruary(born: CivilDate, age: Int, birthday: CivilDate) {
        #expect(born.anniversary(years: age) == birthday)
    }

    @Test func countsDays() {
        let day: CivilDate = "2024-02-28"
        #expect(day.addingDays(2) == "2024-03-01")
        #expect(day.days(until: "2024-03-01") == 2)
        #expect(day < "2024-02-29")
    }
}
