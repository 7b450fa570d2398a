/// A day in the proleptic Gregorian calendar, without time of day or time zone.
///
/// Statutes count in days, so the register does too. The value is the number of days since 1970-01-01, which makes
/// comparing and adding days a single machine instruction; year, month and day are computed when asked for.
/// Texts are read for the years 0001–9999.
public struct CivilDate: Hashable, Sendable, BitwiseCopyable {
    /// Days since 1970-01-01; negative before it.
    public let daysSinceEpoch: Int32

    /// Creates the day that lies `daysSinceEpoch` days after 1970-01-01.
    @inlinable
    public init(daysSinceEpoch: Int32) {
        self.daysSinceEpoch = daysSinceEpoch
    }

    /// Creates a day, or returns `nil` if the calendar has no such day or the year is outside 1–9999.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9_999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.daysInMonth(month, ofYear: year)
        else { return nil }
        self.init(uncheckedYear: year, month: month, day: day)
    }

    /// Creates a day from components known to be in the calendar.
    ///
    /// Counts years from March, so that the leap day is the last day of a year and months follow one formula.
    init(uncheckedYear year: Int, month: Int, day: Int) {
        let marchYear = month > 2 ? year : year - 1
        let marchMonth = month > 2 ? month - 3 : month + 9
        let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * marchMonth + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.daysSinceEpoch = Int32(era * Self.daysPerEra + dayOfEra - Self.epochOffset)
    }

    /// Days in 400 Gregorian years.
    private static let daysPerEra = 146_097
    /// Days from 0000-03-01 to 1970-01-01.
    private static let epochOffset = 719_468

    /// The year, month (1–12) and day of the month (1–31).
    public var components: (year: Int, month: Int, day: Int) {
        let shifted = Int(self.daysSinceEpoch) + Self.epochOffset
        let era = (shifted >= 0 ? shifted : shifted - (Self.daysPerEra - 1)) / Self.daysPerEra
        let dayOfEra = shifted - era * Self.daysPerEra
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, day)
    }

    /// The calendar year.
    public var year: Int { self.components.year }

    /// The number of days in a month of a year; `month` is 1–12.
    static func daysInMonth(_ month: Int, ofYear year: Int) -> Int {
        switch month {
        case 2: Self.isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func isLeap(_ year: Int) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }
}

extension CivilDate {
    /// The day `days` later, or earlier if `days` is negative.
    @inlinable
    public func addingDays(_ days: Int) -> CivilDate {
        CivilDate(daysSinceEpoch: self.daysSinceEpoch + Int32(days))
    }

    /// The number of days from this day to `other`; negative if `other` is earlier.
    @inlinable
    public func days(until other: CivilDate) -> Int {
        Int(other.daysSinceEpoch) - Int(self.daysSinceEpoch)
    }

    /// The same day of the year, `years` later: the day on which someone born on this day reaches that age.
    ///
    /// A person born on 29 February reaches an age on 28 February in years without a leap day.
    ///
    /// - Note: Lag (1930:173) om beräkning av lagstadgad tid.
    public func anniversary(years: Int) -> CivilDate {
        let (year, month, day) = self.components
        let target = year + years
        let clamped = min(day, Self.daysInMonth(month, ofYear: target))
        return CivilDate(uncheckedYear: target, month: month, day: clamped)
    }
}

extension CivilDate: Comparable {
    /// Whether `lhs` is the earlier day.
    @inlinable
    public static func < (lhs: CivilDate, rhs: CivilDate) -> Bool {
        lhs.daysSinceEpoch < rhs.daysSinceEpoch
    }
}
