import KAAKernel

extension PersonStory {
    /// Goes through the steps until the person is reached or the term ends.
    mutating func seek() {
        let letter = self.firstLetter
        guard self.add(self.attempt(.letter, .sent), on: letter) else { return }
        let hasPhone = self.random.happens(OutreachRoutine.hasPhoneNumber)
        if hasPhone {
            let replies = self.random.happens(OutreachRoutine.repliesToMessage)
            guard !replies else { return self.reach(.sms, on: letter) }
            self.add(self.attempt(.sms, .delivered), on: letter)
        }
        if self.random.happens(OutreachRoutine.repliesToLetter) {
            let way = self.random.outcome(of: OutreachRoutine.ownWays)
            return self.reach(way, on: letter.workday(after: self.random.number(in: OutreachRoutine.daysToReply)))
        }
        let call = letter.workday(after: self.random.number(in: OutreachRoutine.daysToFirstCall))
        let next = hasPhone ? self.phone(from: call) : self.writeAgain(on: call)
        if let next {
            self.visit(after: next)
        }
    }

    /// Those from before the term wait for the large mailing; those who are new always get a letter of their own.
    private var firstLetter: CivilDate {
        mutating get {
            guard self.person.openedOn >= self.calendar.firstOfJuly else {
                return self.calendar.largeMailing.orNextWorkday
            }
            return self.person.openedOn.workday(after: self.random.number(in: OutreachRoutine.firstLetterDays))
        }
    }

    /// Calls on three different days.
    ///
    /// - Returns: The day of the last call if nobody was reached.
    private mutating func phone(from first: CivilDate) -> CivilDate? {
        var day = first
        for call in 1...OutreachRoutine.callCount {
            let result = self.random.outcome(of: OutreachRoutine.callResults)
            if result == .reachedYouth {
                self.reach(.phone, on: day)
                return nil
            }
            self.add(self.attempt(.phone, result), on: day)
            if result == .wrongNumber || call == OutreachRoutine.callCount {
                break
            }
            day = day.workday(after: self.random.number(in: OutreachRoutine.daysBetweenCalls))
        }
        return day
    }

    /// A second letter in place of the calls, where there is no number to call.
    private mutating func writeAgain(on day: CivilDate) -> CivilDate? {
        let isReturned = self.random.happens(0.05)
        self.add(self.attempt(.letter, isReturned ? .returned : .sent), on: day)
        guard !isReturned, self.random.happens(OutreachRoutine.repliesToLetter) else { return day.workday(after: 10) }
        self.reach(.letter, on: day.workday(after: self.random.number(in: OutreachRoutine.daysToReply)))
        return nil
    }

    /// The Knackakort, the visit it announces, and what is left to try after it.
    private mutating func visit(after day: CivilDate) {
        let card = day.workday(after: self.random.number(in: OutreachRoutine.daysToKnackakort))
        let visit = card.workday(after: self.random.number(in: OutreachRoutine.daysToVisit))
        self.add(.contact(.knackakort, .sent, occupation: nil, nextContact: visit), on: card)
        if self.random.happens(OutreachRoutine.answersKnackakort) {
            return self.reach(.knackakort, on: card.workday(after: self.random.number(in: 1...4)))
        }
        let result = self.random.outcome(of: OutreachRoutine.visitResults)
        if result == .reachedYouth {
            return self.reach(.homeVisit, on: visit)
        }
        self.add(self.attempt(.homeVisit, result), on: visit)
        if result == .noAnswer {
            self.add(self.attempt(.cardLeft, .sent), on: visit)
        }
        if self.random.happens(OutreachRoutine.partnerFinds) {
            self.reach(.partnerContact, on: visit.workday(after: self.random.number(in: 5...25)))
        }
    }

    private func attempt(_ step: OutreachStep, _ result: AttemptResult) -> TermAction.Deed {
        .contact(step, result, occupation: nil, nextContact: nil)
    }
}
