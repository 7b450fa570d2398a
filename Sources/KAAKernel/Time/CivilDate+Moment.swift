public import Foundation

extension CivilDate {
    /// The day that it is in Sweden at `moment`.
    public init(swedishDayOf moment: Date) {
        let seconds = Int(moment.timeIntervalSince1970.rounded(.down))
        let local = seconds + SwedishTime.secondsFromGMT(at: moment)
        let day = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
        self.init(daysSinceEpoch: Int32(clamping: day))
    }

    /// Noon of this day in Sweden: a moment that is on this day in every summer-time rule.
    public var swedishNoon: Date {
        let utcNoon = Date(timeIntervalSince1970: Double(self.daysSinceEpoch) * 86_400 + 43_200)
        return utcNoon.addingTimeInterval(-Double(SwedishTime.secondsFromGMT(at: utcNoon)))
    }

    /// The first moment of this day in Sweden.
    public var swedishMidnight: Date {
        let utcMidnight = Date(timeIntervalSince1970: Double(self.daysSinceEpoch) * 86_400)
        // Between 22 and 23 o'clock UTC, where Swedish midnight is; summer time begins and ends at 1 o'clock UTC.
        let offset = SwedishTime.secondsFromGMT(at: utcMidnight.addingTimeInterval(-5_400))
        return utcMidnight.addingTimeInterval(-Double(offset))
    }
}

/// Swedish civil time.
private enum SwedishTime {
    // Without time zone data, as in a bare container, the offset of standard time is right for most of the year.
    private static let zone = TimeZone(identifier: "Europe/Stockholm") ?? TimeZone(secondsFromGMT: 3_600) ?? .gmt

    static func secondsFromGMT(at moment: Date) -> Int {
        self.zone.secondsFromGMT(for: moment)
    }
}
