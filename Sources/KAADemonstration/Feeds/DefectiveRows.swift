import KAAKernel

/// One row per file that the nightly run must reject, so that rejections can be seen.
///
/// The defects take turns from snapshot to snapshot: a number that nobody can have, a code that no list has, a day that no
/// calendar has. The persons belong to a year group below the city's, so a rejected row never hides anyone's good one.
struct DefectiveRows {
    /// What is wrong.
    enum Defect: CaseIterable {
        case malformedNumber
        case unknownCode
        case impossibleDate
    }

    private static let impossibleDate = "2026-02-30"

    let defect: Defect
    private let digits: String
    private let since: String

    /// The defect whose turn it is at the snapshot with this position.
    static func defect(ofSnapshot index: Int) -> Defect {
        Defect.allCases[index % Defect.allCases.count]
    }

    /// Makes the rows of one defect.
    ///
    /// - Throws: ``DemonstrationError`` if the year has no test number.
    init(_ defect: Defect, calendar: TermCalendar) throws {
        let birthday = calendar.firstOfJuly(yearsBefore: 14)
        self.defect = defect
        self.digits =
            self.defect == .malformedNumber
            ? "\(birthday.year)1399AAAA" : try TestPersonnummer.digits(bornOn: birthday, individualNumber: 239)
        self.since = birthday.description
    }

    var folkbokforing: FolkbokforingRow {
        FolkbokforingRow(
            digits: self.digits,
            givenName: "Testolf",
            familyName: "Påhittsson",
            address: InventedAddress(street: "Felvägen 0, \"gården\"", postcode: "16210", town: "Vällingby"),
            kommunkod: StockholmDistricts.kommun.rawValue,
            registeredSince: self.date,
            district: "04",
            protection: self.defect == .unknownCode ? "HEMLIG" : String(),
            deregistrationCode: String(),
            deregistrationDate: String()
        )
    }

    var elevregister: ElevregisterRow {
        ElevregisterRow(
            digits: self.digits,
            schoolForm: self.code(orElse: EnrolmentFact.SchoolForm.compulsory.rawValue),
            programme: Programmes.compulsory,
            unit: SchoolUnit.compulsory[0].code,
            start: self.date,
            end: String()
        )
    }

    var merit: MeritRow {
        MeritRow(digits: self.digits, merit: self.code(orElse: MeritFact.Merit.studiebevis.rawValue), date: self.date)
    }

    /// The message of a snapshot; its number can't be a good one's.
    func message(on day: CivilDate) -> SchoolMessageRow {
        SchoolMessageRow(
            identifier: "SM-FEL-\(day)",
            digits: self.digits,
            kind: self.code(orElse: NoticeFact.Kind.start.rawValue),
            unit: SchoolUnit.independent[0].code,
            eventDate: self.date,
            reportedOn: day.description
        )
    }

    private var date: String { self.defect == .impossibleDate ? Self.impossibleDate : self.since }

    private func code(orElse code: String) -> String { self.defect == .unknownCode ? "OKÄND" : code }
}
