import KAAKernel

@testable import KAADemonstration

/// What one snapshot says of a person, read back from the texts of its rows.
struct SnapshotRows {
    private let firstDay: CivilDate
    private let twentieth: CivilDate
    private let isAwaited: Bool
    private let residence: CivilDateInterval?
    private let enrolments: [(start: CivilDate, end: CivilDate?)]
    private let merits: [CivilDate]

    init(of person: CityPerson, asKnownOn known: CivilDate) throws {
        self.firstDay = try CivilDate(iso: "\(person.birthday.year + 16)-07-01")
        self.twentieth = person.birthday.anniversary(years: 20)
        let home = FolkbokforingRow(person, asKnownOn: known)
        self.isAwaited = home?.protection == "SKYDDAD_FOLKBOKFORING"
        self.residence = try home.flatMap(Self.residence)
        self.enrolments = try person.school.enrolments
            .compactMap { ElevregisterRow($0, of: person, asKnownOn: known) }
            .filter { ["GY", "GYS"].contains($0.schoolForm) }
            .map { (try CivilDate(iso: $0.start), $0.end.isEmpty ? nil : try CivilDate(iso: $0.end)) }
        self.merits = try person.school.merits
            .compactMap { MeritRow($0, of: person, asKnownOn: known) }
            .filter { $0.merit != "STUDIEBEVIS" }
            .map { try CivilDate(iso: $0.date) }
    }

    private static func residence(_ home: FolkbokforingRow) throws -> CivilDateInterval? {
        guard home.kommunkod == "0180" else { return nil }
        let end = home.deregistrationCode.isEmpty ? nil : try CivilDate(iso: home.deregistrationDate)
        return CivilDateInterval(start: try CivilDate(iso: home.registeredSince), end: end)
    }

    func isResident(on day: CivilDate) -> Bool {
        self.residence.map { $0.contains(day) } ?? false
    }

    func isCovered(on day: CivilDate) -> Bool {
        guard self.firstDay <= day, day < self.twentieth, !self.isAwaited, self.isResident(on: day) else {
            return false
        }
        let isPupil = self.enrolments.contains { $0.start <= day && ($0.end.map { day <= $0 } ?? true) }
        return !isPupil && !self.merits.contains { $0 <= day }
    }
}
