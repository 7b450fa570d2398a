import KAAKernel

extension CivilDate {
    /// This day, or the Monday after it if it is a Saturday or Sunday.
    var orNextWorkday: CivilDate {
        // 1970-01-01 was a Thursday, the fourth day of the week.
        let weekday = (Int(self.daysSinceEpoch) + 3) % 7
        return weekday < 5 ? self : self.addingDays(7 - weekday)
    }

    /// The first workday at least `days` days later.
    func workday(after days: Int) -> CivilDate {
        self.addingDays(days).orNextWorkday
    }

    /// This day, or the Friday before it if it is a Saturday or Sunday.
    var orWorkdayBefore: CivilDate {
        let next = self.orNextWorkday
        return next == self ? self : next.addingDays(-3)
    }
}
