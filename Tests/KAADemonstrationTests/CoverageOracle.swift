import KAAKernel

@testable import KAADemonstration

/// Decides coverage from the rows of one snapshot, naively, by the rule from 2018-07-01.
struct CoverageOracle {
    let city: DemonstrationCity

    /// Everyone covered on the day of a snapshot as known then, but for those who await a manual decision.
    func covered(on day: CivilDate) throws -> [CityPerson] {
        try self.city.persons.filter { try self.isCovered($0, on: day, asKnownOn: day) }
    }

    /// Everyone who is 16 to 19 on a day and lives in the city.
    func youngPersons(on day: CivilDate) throws -> [CityPerson] {
        let youth = self.city.persons.filter { person in
            person.birthday.anniversary(years: 16) <= day && day < person.birthday.anniversary(years: 20)
        }
        return try youth.filter { try SnapshotRows(of: $0, asKnownOn: day).isResident(on: day) }
    }

    /// The first day from `first` to `last` on which a person is covered, and the first after it on which not.
    func coverage(
        of person: CityPerson,
        from first: CivilDate,
        to last: CivilDate
    ) throws -> (since: CivilDate, until: CivilDate?)? {
        let rows = try SnapshotRows(of: person, asKnownOn: last)
        let days = (0...first.days(until: last)).map { first.addingDays($0) }
        guard let since = days.first(where: rows.isCovered) else { return nil }
        return (since, days.first { $0 > since && !rows.isCovered(on: $0) })
    }

    func isCovered(_ person: CityPerson, on day: CivilDate, asKnownOn known: CivilDate) throws -> Bool {
        try SnapshotRows(of: person, asKnownOn: known).isCovered(on: day)
    }
}
