import KAAKernel

/// One person's term: what is tried, what comes of it, and what follows.
struct PersonStory {
    let person: ScriptPerson
    let calendar: TermCalendar
    var random: SeededGenerator
    private(set) var actions: [TermAction] = []
    /// The day on which the person was reached, absent until then.
    private(set) var reachedOn: CivilDate?
    /// Whether somebody is to help the person on.
    private(set) var wantsSupport = false

    init(_ person: ScriptPerson, calendar: TermCalendar, random: SeededGenerator) {
        self.person = person
        self.calendar = calendar
        self.random = random
    }

    /// The last day on which anything is done: of the term, or before the coverage ends.
    var lastDay: CivilDate {
        guard let departure = self.person.departure else { return self.calendar.lastDay }
        return min(self.calendar.lastDay, departure.date.addingDays(-1))
    }

    /// Lives the term through.
    mutating func live() {
        if self.isUnderWatch() {
            let day = self.calendar.day(62, 150, using: &self.random).orNextWorkday
            self.add(.setNextContact(day.addingDays(90)), on: day)
        } else {
            self.seek()
        }
        self.tellAboutTurning20()
        if let reachedOn = self.reachedOn, self.wantsSupport {
            self.support(from: reachedOn)
        }
    }

    /// Adds a deed if its day lies within the person's term; a day outside is a deed that doesn't happen.
    ///
    /// - Returns: Whether it happens.
    @discardableResult
    mutating func add(_ deed: TermAction.Deed, on date: CivilDate) -> Bool {
        let first = max(self.calendar.firstOfJuly, self.person.openedOn)
        guard first <= date, date <= self.lastDay else { return false }
        self.actions.append(TermAction(date: date, person: self.person.identifier, deed: deed))
        return true
    }

    /// Starts on a booked place: on the day that ends the coverage, which no other deed may lie on.
    mutating func startPlace(_ school: SchoolUnit, on date: CivilDate) {
        self.actions.append(TermAction(date: date, person: self.person.identifier, deed: .startPlace(school)))
    }

    /// Records that the person got in touch before the attempts had led to anything; what was planned for later isn't done.
    mutating func comeForward(on date: CivilDate) {
        self.actions.removeAll { $0.date > date }
        let deed = TermAction.Deed.contact(.ownContact, .reachedYouth, occupation: Occupation.none, nextContact: nil)
        if self.add(deed, on: date) {
            self.reachedOn = date
        }
    }

    /// Records that the person was reached, with an occupation and a day for the next contact.
    mutating func reach(_ step: OutreachStep, on date: CivilDate) {
        guard date <= self.lastDay else { return }
        if self.random.happens(OutreachRoutine.declines) {
            let next = date.workday(after: 90)
            if self.add(.contact(step, .declinedContact, occupation: nil, nextContact: next), on: date) {
                self.reachedOn = date
            }
            return
        }
        let occupation = self.random.outcome(of: OutreachRoutine.occupations)
        let next = date.workday(after: self.daysToNextContact(occupation))
        let deed = TermAction.Deed.contact(step, .reachedYouth, occupation: occupation, nextContact: next)
        guard self.add(deed, on: date) else { return }
        self.reachedOn = date
        self.wantsSupport = occupation == .none || self.random.happens(0.15)
        if !self.wantsSupport, next <= self.lastDay {
            self.follow(up: next, occupation)
        }
    }

    /// Those who wait for help are contacted within two weeks, those who study when the studies end, others after half a year.
    private mutating func daysToNextContact(_ occupation: Occupation) -> Int {
        switch occupation {
        case .none: self.random.number(in: 7...14)
        case .praktik, .otherActivity, .abroad: self.random.number(in: 55...65)
        case .komvux, .sfi, .folkhogskola, .otherEducation: self.random.number(in: 80...120)
        case .work: 180
        }
    }

    private mutating func follow(up date: CivilDate, _ occupation: Occupation) {
        let isReached = self.random.happens(0.7)
        self.add(
            .contact(
                .phone,
                isReached ? .reachedYouth : .noAnswer,
                occupation: isReached ? occupation : nil,
                nextContact: date.workday(after: isReached ? 90 : 14)
            ),
            on: date
        )
    }

    private mutating func isUnderWatch() -> Bool {
        self.person.openedOn < self.calendar.firstOfJuly && self.random.happens(OutreachRoutine.isWatched)
    }

    /// Those who turn 20 are told where to turn when they aren't covered any more.
    private mutating func tellAboutTurning20() {
        guard let departure = self.person.departure, departure.reason == .turned20 else { return }
        let day = departure.date.addingDays(-self.random.number(in: 20...40)).orNextWorkday
        self.add(.contact(.letterTurning20, .sent, occupation: nil, nextContact: nil), on: day)
    }
}
