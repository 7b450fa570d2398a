import KAAKernel
import Testing

@testable import KAADemonstration

struct DemonstrationCityTests {
    private static let outerCity: Set<String> = ["JARVA", "04", "14", "15", "18", "24"]

    // Every test looks at the same city.
    private static let shared = Result { try DemonstrationCity(CityPlan(seed: 1)) }

    private let city: DemonstrationCity
    private let oracle: CoverageOracle

    init() throws {
        self.city = try Self.shared.get()
        self.oracle = CoverageOracle(city: self.city)
    }

    @Test func givesNobodyANumberThatCouldBeSomebodys() throws {
        #expect(self.city.persons.count == 12_000)
        #expect(self.city.persons.allSatisfy { TestPersonnummer.isAllowed($0.digits) })
        #expect(Set(self.city.persons.map(\.digits)).count == 12_000)
        let disagreeing = try self.city.persons.filter { person in
            let number = try Personnummer(parsing: person.digits)
            return number.sex != person.sex || number.birthDate != person.birthday
        }
        #expect(disagreeing.isEmpty)
    }

    @Test func refusesMorePersonsThanThereAreNumbers() throws {
        let capacity = try DemonstrationCity.capacity(for: TermCalendar(year: 2026))
        #expect((48_000...48_300).contains(capacity))
        #expect {
            try DemonstrationCity(CityPlan(seed: 1, population: capacity + 1))
        } throws: { error in
            (error as? DemonstrationError)?.code == .tooManyPersons
        }
    }

    @Test(arguments: [2018, 2101])
    func refusesTermsItCannotShow(year: Int) {
        #expect(throws: DemonstrationError.self) { try CityPlan(seed: 1, year: year) }
    }

    @Test func coversFiveToNinePercentOnEverySnapshot() throws {
        for date in self.city.plan.snapshotDates {
            let young = try self.oracle.youngPersons(on: date)
            let covered = try young.filter { try self.oracle.isCovered($0, on: date, asKnownOn: date) }
            let share = Double(covered.count) / Double(young.count)
            #expect((0.05...0.09).contains(share), "\(share) on \(date)")
        }
    }

    /// The nightly run stops at a snapshot that would close more than a tenth of the open cases.
    @Test func neverClosesATenthOfTheOpenCasesAtOnce() throws {
        var before: Set<Int> = []
        for date in self.city.plan.snapshotDates {
            let covered = Set(try self.oracle.covered(on: date).map(\.number))
            #expect(before.subtracting(covered).count * 10 <= before.count, "\(date)")
            before = covered
        }
    }

    /// Looked back on, cases pile up before the school start, fall while places are found, and rise as pupils break off.
    @Test func peaksBeforeSchoolStartAndRisesAgainInAutumn() throws {
        let last = self.city.plan.calendar.lastDay
        let counts = try ["2026-08-16", "2026-10-01", "2026-12-01"].map { (text: StaticString) in
            let day = CivilDate(stringLiteral: text)
            let persons = self.city.persons.filter { $0.birthday.year >= 2007 }
            return try persons.filter { try self.oracle.isCovered($0, on: day, asKnownOn: last) }.count
        }
        #expect(counts[0] > counts[1] + 40)
        #expect(counts[2] > counts[1] + 40)
    }

    @Test func coversMoreInTheOuterCity() throws {
        let day = self.city.plan.calendar.lastDay
        func share(_ isIncluded: (String) -> Bool) throws -> Double {
            let young = try self.oracle.youngPersons(on: day)
                .filter { person in
                    person.residence(asKnownOn: day)?.district.map { isIncluded($0.rawValue) } ?? false
                }
            let covered = try young.filter { try self.oracle.isCovered($0, on: day, asKnownOn: day) }
            return Double(covered.count) / Double(young.count)
        }
        let inner = try share { !Self.outerCity.contains($0) }
        #expect(try share(Self.outerCity.contains) > 1.4 * inner)
    }

    @Test func livesInElevenDistrictsByTheirShares() {
        let day = self.city.plan.calendar.lastDay
        let districts = self.city.persons.compactMap { $0.residence(asKnownOn: day)?.district }
        let counts = Dictionary(districts.map { ($0, 1) }, uniquingKeysWith: +)
        #expect(counts.count == 11)
        for profile in DistrictProfile.stockholm {
            let share = Double(counts[profile.code, default: 0]) / Double(districts.count)
            #expect(abs(share - profile.populationShare) < 0.012, "\(profile.code)")
        }
    }

    @Test func hasEveryKindOfLife() throws {
        let day = self.city.plan.calendar.lastDay
        let homes = self.city.persons.compactMap { $0.residence(asKnownOn: day) }
        let protected = Dictionary(homes.map { ($0.protection, 1) }, uniquingKeysWith: +)
        #expect((10...60).contains(protected[.sekretessmarkering, default: 0]))
        #expect((3...25).contains(protected[.skyddadFolkbokforing, default: 0]))
        #expect(homes.contains { $0.deregistration?.code == "UV" })
        #expect(homes.filter { $0.kommunkod != StockholmDistricts.kommun }.count > 50)
        #expect(self.city.persons.contains { $0.residence.last?.entry == nil })

        let covered = try self.oracle.covered(on: day)
        let studiebevis = covered.filter { $0.school.merits.contains { $0.merit == .studiebevis } }
        #expect((0.15...0.45).contains(Double(studiebevis.count) / Double(covered.count)))
        let forms = Set(covered.flatMap(\.school.enrolments).map(\.schoolForm))
        #expect(forms.isSuperset(of: [.adultUpperSecondary, .swedishForImmigrants, .folkhogskola]))
        let boys = Double(covered.filter { $0.sex == .male }.count) / Double(covered.count)
        #expect((0.50...0.60).contains(boys))
    }

    @Test func endsNoPlaceBeforeItStarts() {
        let impossible = self.city.persons.filter { person in
            person.school.enrolments.contains { fact in fact.end.map { $0.lastDay < fact.start } ?? false }
        }
        #expect(impossible.isEmpty)
    }

    @Test func deliversARowOnlyWhenTheRegisterKnowsIt() throws {
        var lateCount = 0
        for person in self.city.persons {
            for fact in person.school.enrolments where fact.knownFrom > fact.start && fact.start >= "2026-08-01" {
                let eve = fact.knownFrom.addingDays(-1)
                #expect(ElevregisterRow(fact, of: person, asKnownOn: eve) == nil)
                #expect(ElevregisterRow(fact, of: person, asKnownOn: fact.knownFrom) != nil)
                lateCount += 1
            }
            for fact in person.school.enrolments {
                guard let end = fact.end, end.knownFrom > fact.knownFrom else { continue }
                let open = ElevregisterRow(fact, of: person, asKnownOn: end.knownFrom.addingDays(-1))
                let closed = ElevregisterRow(fact, of: person, asKnownOn: end.knownFrom)
                #expect(open?.end == "" && closed?.end == end.lastDay.description)
            }
        }
        #expect(lateCount > 50)
    }

    @Test func reportsWhatThePupilRegisterComesToKnow() {
        for person in self.city.persons {
            for notice in person.school.notices where notice.kind == .stop {
                #expect(
                    person.school.enrolments.contains { $0.end?.lastDay == notice.eventDate && $0.unit == notice.unit }
                )
                #expect(notice.reportedOn >= notice.eventDate)
            }
            for notice in person.school.notices where notice.kind == .start {
                #expect(person.school.enrolments.contains { $0.unit == notice.unit && $0.start <= notice.eventDate })
            }
        }
        let kinds = Dictionary(self.city.messages.map { ($0.notice.kind, 1) }, uniquingKeysWith: +)
        #expect(kinds[.stop, default: 0] > 100)
        #expect(kinds[.significantAbsence, default: 0] > 50)
        #expect(Set(self.city.messages.map(\.identifier)).count == self.city.messages.count)
    }
}
