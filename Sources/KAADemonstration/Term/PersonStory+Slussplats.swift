import KAAKernel

extension PersonStory {
    /// Books a place and starts on the day on which the register ends the coverage.
    ///
    /// - Returns: Whether it fits in the person's term.
    mutating func take(_ school: SchoolUnit, startingOn start: CivilDate, random: inout SeededGenerator) -> Bool {
        let booked = start.addingDays(-random.number(in: 3...12)).orWorkdayBefore
        guard booked >= self.person.openedOn, self.reachedOn.map({ $0 <= booked }) ?? true else { return false }
        if self.reachedOn == nil {
            self.comeForward(on: booked)
        }
        guard self.add(.bookPlace(school), on: booked) else { return false }
        self.startPlace(school, on: start.orNextWorkday)
        return true
    }

    /// Books a place some time after the person was reached, and starts some days later.
    ///
    /// - Returns: Whether it fits in the person's term.
    mutating func take(_ school: SchoolUnit, random: inout SeededGenerator) -> Bool {
        guard let reachedOn = self.reachedOn else { return false }
        let earliest = max(reachedOn, self.calendar.largeMailing)
        let booked = earliest.workday(after: random.number(in: 3...14))
        let start = booked.workday(after: random.number(in: 5...12))
        guard start <= self.lastDay, self.add(.bookPlace(school), on: booked) else { return false }
        self.startPlace(school, on: start)
        return true
    }
}
