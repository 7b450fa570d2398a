import KAAKernel

/// Whose rows in the feeds are passed over, so that nobody comes back who was purged.
///
/// It is made of dates alone: what was purged leaves no list by which one could recognise anybody. It moves with purges and not
/// with days: the register does not depend on which night brought a row.
struct FeedHorizon: Hashable, Sendable {
    /// Those born in this year or earlier are passed over; `nil` if nobody is.
    let latestBirthYear: Int?

    /// Those born on this day or earlier are not taken in anew; `nil` if everybody is.
    let newcomersBornAfter: CivilDate?

    private static let ageOfDuty = 20
    private static let yearFactor: Int64 = 100_000_000
    private static let dayFactor: Int64 = 10_000

    /// Creates a horizon.
    ///
    /// - Parameters:
    ///   - day: The day the register is brought to.
    ///   - purgedBy: The latest day that a purge was carried out for; `nil` if there was none.
    ///   - monthsAfterCoverage: The municipality's own policy; 0 if it has none. With one, somebody who has turned 20 and
    ///     is not in the register may have been purged, and is not taken in.
    init(day: CivilDate, purgedBy: CivilDate?, monthsAfterCoverage: Int) {
        self.latestBirthYear = purgedBy.map(GallringRule.latestBirthYear(lastDayBy:))
        self.newcomersBornAfter = monthsAfterCoverage > 0 ? day.anniversary(years: -Self.ageOfDuty) : nil
    }

    /// Whether a row about the person is taken in.
    func admits(_ person: IdentityNumber) -> Bool {
        Int64(person.integerValue) >= self.firstPerson
    }

    /// The lowest number that a person within the horizon can have.
    var firstPerson: Int64 {
        self.latestBirthYear.map { Int64($0 + 1) * Self.yearFactor } ?? 0
    }

    /// The lowest number of a person who is taken in although not in the register; `nil` if everybody is.
    var firstNewcomer: Int64? {
        self.newcomersBornAfter.map { day in
            let (year, month, dayOfMonth) = day.components
            return (Int64(year) * 10_000 + Int64(month) * 100 + Int64(dayOfMonth) + 1) * Self.dayFactor
        }
    }
}
