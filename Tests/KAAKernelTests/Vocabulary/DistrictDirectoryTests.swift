import KAAKernel
import Testing

struct DistrictDirectoryTests {
    @Test(arguments: [
        (CivilDate("2007-01-01"), 14), ("2020-06-30", 14), ("2020-07-01", 13), ("2023-06-30", 13), ("2023-07-01", 11),
        ("2006-12-31", 0),
    ])
    func stockholmHasTheDistrictsOfTheDay(day: CivilDate, count: Int) throws {
        #expect(try StockholmDistricts.directory().districts(on: day).count == count)
    }

    @Test(arguments: [
        (DistrictCode("03"), CivilDate("2023-06-30"), String?("Spånga-Tensta")), ("03", "2023-07-01", "Järva"),
        ("01", "2026-01-01", "Järva"), ("21", "2020-07-01", "Hägersten-Älvsjö"),
        ("22", "2026-01-01", "Hägersten-Älvsjö"),
        ("10", "2026-01-01", "Norra innerstaden"), ("12", "2026-01-01", "Södermalm"), ("JARVA", "2020-01-01", nil),
        ("99", "2026-01-01", nil),
    ])
    func restatesADistrictInThoseOfALaterDay(code: DistrictCode, day: CivilDate, name: String?) throws {
        #expect(try StockholmDistricts.directory().district(code, on: day)?.name == name)
    }

    @Test func marksTheCodesThatAreNotTheCitys() throws {
        let provisional = try StockholmDistricts.directory().districts.filter { $0.codeOrigin == .provisional }
        #expect(provisional.map(\.name).sorted() == ["Hägersten-Älvsjö", "Järva", "Norra innerstaden"])
    }

    @Test func refusesASuccessorThatIsNotThere() throws {
        let validity = try #require(CivilDateInterval(start: "2007-01-01", end: "2020-01-01"))
        let district = District(code: "A", name: "A", validity: validity, successor: "B")
        #expect(throws: DistrictDirectory.ConsistencyError.brokenSuccession("A")) {
            try DistrictDirectory(kommun: "0180", districts: [district])
        }
    }

    @Test func refusesACodeGivenTwice() throws {
        let district = District(code: "A", name: "A", validity: try #require(CivilDateInterval(start: "2007-01-01")))
        #expect(throws: DistrictDirectory.ConsistencyError.duplicateCode("A")) {
            try DistrictDirectory(kommun: "0180", districts: [district, district])
        }
    }
}
