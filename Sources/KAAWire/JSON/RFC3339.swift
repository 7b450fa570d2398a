/// Moments and spans as JSON writes them.
///
/// Years are 1 to 9999, and fractions have 0, 3, 6 or 9 digits.
///
/// - Note: RFC 3339, in the profile of protobuf.dev, "ProtoJSON Format".
enum RFC3339 {
    private static let range = -62_135_596_800...253_402_300_799 as ClosedRange<Int64>

    /// About 10,000 years, in seconds.
    private static let longestSpan = 315_576_000_000 as Int64

    /// The text of a moment in UTC, or `nil` if it is out of range.
    static func text(seconds: Int64, nanos: Int32) -> String? {
        guard self.range.contains(seconds), (0..<1_000_000_000).contains(nanos) else { return nil }
        let days = seconds.floorDivided(by: 86_400)
        let rest = seconds - days * 86_400
        let (year, month, day) = Self.civil(fromDays: days)
        let date = "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
        let time = "\(Self.padded(rest / 3600, 2)):\(Self.padded(rest / 60 % 60, 2)):\(Self.padded(rest % 60, 2))"
        return "\(date)T\(time)\(Self.fraction(Int64(nanos)))Z"
    }

    /// The text of a span, such as `-1.500s`, or `nil` if it is out of range or its parts have different signs.
    static func durationText(seconds: Int64, nanos: Int32) -> String? {
        guard seconds.magnitude <= self.longestSpan, nanos.magnitude < 1_000_000_000,
            seconds == 0 || nanos == 0 || (seconds < 0) == (nanos < 0)
        else { return nil }
        let sign = seconds < 0 || nanos < 0 ? "-" : ""
        return "\(sign)\(seconds.magnitude)\(Self.fraction(Int64(nanos.magnitude)))s"
    }

    /// A fraction of a second with its point, or nothing.
    private static func fraction(_ nanos: Int64) -> String {
        guard nanos != 0 else { return "" }
        let digits = Self.padded(nanos, 9)
        if nanos % 1_000_000 == 0 { return "." + digits.prefix(3) }
        return "." + (nanos % 1000 == 0 ? digits.prefix(6) : digits.prefix(9))
    }

    /// Reads a moment with any offset.
    static func parse(_ text: String) -> (seconds: Int64, nanos: Int32)? {
        var reader = TimeReader(text)
        guard let year = reader.number(digits: 4...4)?.value, reader.take("-"),
            let month = reader.pair(1...12), reader.take("-"), let day = reader.pair(1...31), reader.take("T"),
            let hour = reader.pair(0...23), reader.take(":"), let minute = reader.pair(0...59), reader.take(":"),
            let second = reader.pair(0...59), let nanos = reader.fraction(), let offset = reader.offset(),
            reader.isAtEnd
        else { return nil }
        let days = Self.days(year: year, month: month, day: day)
        guard Self.civil(fromDays: days) == (year, month, day) else { return nil }
        let seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offset
        return self.range.contains(seconds) ? (seconds, nanos) : nil
    }

    /// Reads a span such as `1.5s`.
    static func parseDuration(_ text: String) -> (seconds: Int64, nanos: Int32)? {
        var reader = TimeReader(text)
        let isNegative = reader.take("-")
        guard let seconds = reader.number(digits: 1...12)?.value, seconds <= self.longestSpan,
            let nanos = reader.fraction(), reader.take("s"), reader.isAtEnd
        else { return nil }
        return isNegative ? (-seconds, -nanos) : (seconds, nanos)
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// The day as a count from 1970-01-01, in the Gregorian calendar carried on without end.
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        // Years that begin in March have their leap day last, so months before have fixed lengths.
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted.floorDivided(by: 400)
        let yearOfEra = shifted - era * 400
        let monthFromMarch = (month + 9) % 12
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func civil(fromDays days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = shifted.floorDivided(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }
}

extension Int64 {
    fileprivate func floorDivided(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = self.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
