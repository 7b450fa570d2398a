package import KAAKernel

/// What a demonstration city is made from: the same plan gives the same city, byte for byte.
package struct CityPlan: Hashable, Sendable {
    /// Where the random source starts.
    package var seed: UInt64

    /// How many persons turn 15 to 20 in the year of the term; Stockholm has about 60 000.
    package var population: Int

    /// The term.
    package var calendar: TermCalendar

    /// The dates of the snapshots, ascending.
    package var snapshotDates: [CivilDate]

    /// The snapshot that comes as Navet XML and SS 12000 JSON, and not as CSV.
    package var otherFormatsDate: CivilDate?

    /// Creates a plan for a city that loads in a few seconds: 12 000 persons, fifteen snapshots.
    ///
    /// The snapshots lie a week apart while places are found after the school start, and two weeks apart later.
    ///
    /// - Throws: ``DemonstrationError`` with the code `invalidPlan` if the year can't be shown.
    package init(seed: UInt64, population: Int = 12_000, year: Int = 2026) throws {
        self.seed = seed
        self.population = population
        self.calendar = try TermCalendar(year: year)
        let july = self.calendar.firstOfJuly
        let days = [0, 33, 47, 54, 61, 68, 75, 82, 96, 110, 117, 124, 138, 152, 170]
        self.snapshotDates = days.map { july.addingDays($0) }
        self.otherFormatsDate = july.addingDays(82)
    }

    /// Checks what ``DemonstrationCity`` relies on.
    ///
    /// - Throws: ``DemonstrationError`` with the code `invalidPlan`.
    func validate() throws {
        guard self.population > 0 else {
            throw DemonstrationError(.invalidPlan, "A city needs at least one young person.")
        }
        guard !self.snapshotDates.isEmpty, zip(self.snapshotDates, self.snapshotDates.dropFirst()).allSatisfy(<) else {
            throw DemonstrationError(.invalidPlan, "The snapshots need at least one date, and the dates must ascend.")
        }
        guard self.otherFormatsDate.map(self.snapshotDates.contains) ?? true else {
            throw DemonstrationError(.invalidPlan, "The date of the other formats must be one of the snapshots.")
        }
    }
}
