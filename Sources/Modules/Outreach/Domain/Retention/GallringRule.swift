import KAAKernel

/// Until when the register may hold a person.
///
/// - Note: Förordning (2006:39) 7 §: at the latest at the end of the calendar year in which the person turns 21.
enum GallringRule {
    /// The wording that is followed, as lists and tombstones name it.
    static let version = "SFS 2006:39 7 § (2018:1359)"

    private static let age = 21

    /// The last day on which the register may hold somebody: 31 December of the year in which the person turns 21.
    static func lastDay(bornOn day: CivilDate) -> CivilDate {
        // The day itself stands in for years that no calendar has.
        CivilDate(year: day.year + Self.age, month: 12, day: 31) ?? day
    }

    /// The latest year of birth of those whose last day is `day` or earlier.
    static func latestBirthYear(lastDayBy day: CivilDate) -> Int {
        let (year, month, dayOfMonth) = day.components
        return (month, dayOfMonth) == (12, 31) ? year - Self.age : year - Self.age - 1
    }

    /// The day so many calendar months before another; the last of the month where it has no such day.
    static func day(_ months: Int, monthsBefore day: CivilDate) -> CivilDate {
        let (year, month, dayOfMonth) = day.components
        let index = year * 12 + month - 1 - months
        let candidates = (0...3).lazy.compactMap { shift in
            CivilDate(year: index / 12, month: index % 12 + 1, day: dayOfMonth - shift)
        }
        return candidates.first ?? day
    }
}
