import KAAKernel

extension PersonStory {
    /// What follows when a person who was reached wants help: a session at Skolslussen, an intervention, or both.
    mutating func support(from day: CivilDate) {
        var start = day.workday(after: self.random.number(in: 4...18))
        if self.random.happens(0.45) {
            start = self.attendSession(from: day).workday(after: self.random.number(in: 2...10))
        }
        guard self.random.happens(0.72) else { return }
        self.takePart(from: start)
    }

    /// Books a session and says how it went.
    ///
    /// - Returns: The day of the session.
    private mutating func attendSession(from day: CivilDate) -> CivilDate {
        let booked = day.workday(after: self.random.number(in: 0...3))
        let scheduled = booked.workday(after: self.random.number(in: 4...12))
        guard scheduled <= self.lastDay else { return scheduled }
        self.add(.bookSession(scheduledOn: scheduled, self.random.element(of: SessionTopic.allCases)), on: booked)
        self.add(.resolveSession(self.random.outcome(of: OutreachRoutine.sessionOutcomes)), on: scheduled)
        return scheduled
    }

    /// An intervention, and now and then another after it.
    private mutating func takePart(from first: CivilDate) {
        var start = first
        for _ in 1...2 {
            let lines = InterventionCatalogue.lines.map { (outcome: $0, share: $0.share) }
            let line = self.random.outcome(of: lines)
            guard self.add(.startIntervention(line.code), on: start) else { return }
            let end = start.workday(after: self.random.number(in: line.days))
            guard end <= self.lastDay else { return self.breakOff(line.code, startedOn: start) }
            let continues = self.random.happens(0.10)
            let reason = continues ? .toOtherIntervention : self.random.outcome(of: OutreachRoutine.endReasons)
            self.add(.endIntervention(line.code, reason), on: end)
            guard continues else { return }
            start = end.workday(after: self.random.number(in: 1...7))
        }
    }

    /// Ends what goes on when the coverage ends; what goes on at the end of the term goes on after it.
    private mutating func breakOff(_ code: InterventionCode, startedOn start: CivilDate) {
        guard let departure = self.person.departure, departure.date <= self.calendar.lastDay else { return }
        let reason: EndReason =
            switch departure.reason {
            case .startedIntroduction, .education: .toEducation
            case .turned20: .turned20
            case .moved: .moved
            case .other: .unknown
            }
        self.add(.endIntervention(code, reason), on: max(start, self.lastDay.orWorkdayBefore))
    }
}
