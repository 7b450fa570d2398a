import KAAKernel
import Testing

@testable import Outreach

/// A few invented persons in Stockholm whom the municipality is responsible for in November 2026.
///
/// They are born on one day after another from 2008-01-02 on, so they have left compulsory school in 2024 and turn 20 in
/// 2028. Their numbers follow the test rule.
struct Town {
    let persons: [IdentityNumber]
    var residences: [IdentityNumber: Residence] = [:]
    var enrolments: [EnrolmentRow] = []
    var merits: [MeritRow] = []

    init(_ count: Int) throws {
        let firstBirthday: CivilDate = "2008-01-02"
        self.persons = try (0..<count).map { index in
            try RandomIdentity.make(born: firstBirthday.addingDays(index), individual: 238)
        }
        for person in self.persons { self.residences[person] = .invented(since: person.birthDate) }
    }

    /// Has someone begin at a gymnasium.
    mutating func enrol(_ person: IdentityNumber, from start: CivilDate, to lastDay: CivilDate? = nil) throws {
        let unit = try #require(SchoolUnit("12345678"))
        let enrolment = Enrolment(schoolForm: .gymnasieskola, studyPath: "NA25", schoolUnit: unit, start: start)
        self.enrolments.append(EnrolmentRow(person: person, enrolment: enrolment, lastDay: lastDay))
    }

    /// The rows of folkbokföringen.
    var residenceRows: [FolkbokforingRow] {
        self.persons.compactMap { person in self.residences[person].map { .invented(person, $0) } }
    }

    /// A folder with the three snapshots of a date.
    func files(of snapshot: CivilDate) throws -> FeedFolder {
        let folder = try FeedFolder()
        try self.write(to: folder, of: snapshot)
        return folder
    }

    /// Writes the three snapshots of a date.
    func write(to folder: FeedFolder, of snapshot: CivilDate) throws {
        try folder.write(self.residenceRows, of: snapshot)
        try folder.write(self.enrolments, of: snapshot)
        try folder.write(self.merits, of: snapshot)
    }
}

extension Residence {
    /// Someone folkbokförd in a municipality, Stockholm unless said otherwise.
    static func invented(
        since registeredOn: CivilDate,
        in kommun: Kommunkod = World.hemkommun,
        district: DistrictCode? = "04",
        deregistered: FolkbokforingDeregistration? = nil,
        protection: SkyddadePersonuppgifter = .none
    ) -> Residence {
        Residence(
            kommun: kommun,
            registeredOn: registeredOn,
            deregistration: deregistered,
            district: district,
            protection: protection
        )
    }
}
