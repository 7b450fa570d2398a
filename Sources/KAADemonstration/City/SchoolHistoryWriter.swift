import KAAKernel

/// Lives a ``SchoolPath`` through and writes down what the registers come to know of it.
struct SchoolHistoryWriter {
    let calendar: TermCalendar
    /// The age that the young person turns in the year of the term.
    let age: Int
    var random: SeededGenerator
    private(set) var history = SchoolHistory()

    init(calendar: TermCalendar, age: Int, random: SeededGenerator) {
        self.calendar = calendar
        self.age = age
        self.random = random
    }

    /// The 1 July on which this year group left compulsory school.
    private var cohortStart: CivilDate { self.calendar.firstOfJuly(yearsBefore: max(self.age - 16, 0)) }

    /// Writes the whole history of one path.
    mutating func live(_ path: SchoolPath) {
        self.attendCompulsorySchool()
        switch path {
        case .compulsory, .neverPlaced:
            break
        case .national, .introductory, .adapted:
            self.beginUpperSecondary(path)
            self.missSchool(probability: 0.012)
        case .changesSchool:
            self.changeSchool()
        case .latePlacement:
            self.getLatePlacement()
        case .slussplats:
            self.getSlussplats()
        case .brokeOffEarlier:
            self.breakOffEarlier()
            self.turnToAdultEducation(probability: self.age >= 18 ? 0.30 : 0.05)
        case .notReturning:
            self.beginUpperSecondary(.national)
            self.stayAwayAfterSummer()
        case .breaksOffInAutumn:
            self.beginUpperSecondary(self.random.happens(0.25) ? .introductory : .national)
            self.breakOffInAutumn()
        case .leftIntroductory:
            self.beginUpperSecondary(.introductory)
            self.leave()
        case .left(let merit):
            self.beginUpperSecondary(merit == .gymnasiebevis ? .adapted : .national)
            self.leave()
            self.receive(merit)
        }
        self.forgetOldPlaces()
    }

    /// Writes the history of somebody who came to the country after the age of compulsory schooling.
    mutating func liveAsNewcomer(registeredOn arrival: CivilDate) {
        let start = arrival.addingDays(self.random.number(in: 20...70))
        let language = self.age >= 19 ? 0.15 : 0.50
        if self.random.happens(language) {
            self.history.enrol(
                .upperSecondary,
                Programmes.languageIntroduction,
                at: self.random.element(of: SchoolUnit.municipal),
                from: start,
                knownFrom: start.addingDays(self.random.number(in: 0...10))
            )
        } else if self.random.happens(0.55) {
            self.history.enrol(
                .swedishForImmigrants,
                Programmes.swedishForImmigrants,
                at: self.random.element(of: SchoolUnit.adultEducation),
                from: start,
                knownFrom: start.addingDays(self.random.number(in: 0...14))
            )
        }
    }

    private mutating func attendCompulsorySchool() {
        guard self.age <= 16 else { return }
        self.history.enrol(
            .compulsory,
            Programmes.compulsory,
            at: self.random.element(of: SchoolUnit.compulsory),
            from: self.calendar.firstOfJuly(yearsBefore: self.age - 7).addingDays(49),
            knownFrom: self.calendar.firstOfJuly(yearsBefore: 1)
        )
        if self.age == 16 {
            let lastDay = self.calendar.lastDayOfSpring
            self.history.end(on: lastDay, knownFrom: lastDay)
        }
    }

    /// A place from the start of the school year, as those who are admitted in the summer have.
    private mutating func beginUpperSecondary(_ path: SchoolPath) {
        let form: EnrolmentFact.SchoolForm = path == .adapted ? .adaptedUpperSecondary : .upperSecondary
        let programme =
            switch path {
            case .adapted: Programmes.adapted
            case .introductory: Programmes.drawIntroductory(using: &self.random)
            default: Programmes.drawNational(using: &self.random)
            }
        let unit =
            path == .adapted
            ? self.random.element(of: SchoolUnit.adapted) : SchoolUnit.upperSecondary(using: &self.random)
        self.history.enrol(
            form,
            programme,
            at: unit,
            from: self.cohortStart,
            knownFrom: self.cohortStart.addingDays(-6)
        )
        if self.age == 16, SchoolUnit.independent.contains(unit) {
            let start = self.calendar.schoolStart
            let reported = start.addingDays(self.random.number(in: 1...18))
            self.history.report(.start, happenedOn: start, reportedOn: reported)
        }
    }

    private mutating func missSchool(probability: Double) {
        guard self.random.happens(probability) else { return }
        let date = self.calendar.day(70, 160, using: &self.random)
        self.history.report(
            .significantAbsence,
            happenedOn: date,
            reportedOn: date.addingDays(self.random.number(in: 1...10))
        )
    }

    private mutating func changeSchool() {
        self.beginUpperSecondary(.national)
        let last = self.calendar.day(50, 120, using: &self.random)
        self.history.end(on: last, knownFrom: last.addingDays(self.random.number(in: 0...6)))
        self.history.report(.stop, happenedOn: last, reportedOn: last.addingDays(self.random.number(in: 0...7)))
        let next = last.addingDays(1)
        self.history.enrol(
            .upperSecondary,
            Programmes.drawNational(using: &self.random),
            at: SchoolUnit.upperSecondary(using: &self.random),
            from: next,
            knownFrom: next.addingDays(self.random.number(in: 0...6))
        )
        self.history.report(.start, happenedOn: next, reportedOn: next.addingDays(self.random.number(in: 0...9)))
    }

    private mutating func getLatePlacement() {
        let days = self.random.number(in: 0...42)
        let start = self.calendar.schoolStart.addingDays(min(days, self.random.number(in: 0...55)))
        let known = start.addingDays(min(self.random.number(in: 0...20), self.random.number(in: 0...20)))
        let isIntroductory = self.random.happens(0.35)
        self.history.enrol(
            .upperSecondary,
            isIntroductory
                ? Programmes.drawIntroductory(using: &self.random) : Programmes.drawNational(using: &self.random),
            at: SchoolUnit.upperSecondary(using: &self.random),
            from: start,
            knownFrom: known
        )
        self.history.report(.start, happenedOn: start, reportedOn: start.addingDays(self.random.number(in: 0...12)))
    }

    private mutating func getSlussplats() {
        if self.age >= 17, self.random.happens(0.7) {
            self.breakOffEarlier()
        }
        let start = self.calendar.day(82, 155, using: &self.random)
        self.history.enrol(
            .upperSecondary,
            Programmes.individualAlternative,
            at: self.random.element(of: SchoolUnit.slussplatsSchools),
            from: start,
            knownFrom: start.addingDays(self.random.number(in: 0...5))
        )
        self.history.report(.start, happenedOn: start, reportedOn: start.addingDays(self.random.number(in: 0...3)))
    }

    private mutating func breakOffEarlier() {
        guard self.age >= 17 else { return }
        self.beginUpperSecondary(self.random.happens(0.3) ? .introductory : .national)
        let years = min(self.age - 16, 3)
        let last = self.cohortStart.addingDays(self.random.number(in: 90...(years * 365 - 30)))
        self.history.end(on: last, knownFrom: last.addingDays(self.random.number(in: 0...25)))
    }

    private mutating func stayAwayAfterSummer() {
        let last = max(self.calendar.day(-19, 45, using: &self.random), self.cohortStart)
        let known = max(last, self.calendar.schoolStart).addingDays(self.random.number(in: 5...40))
        self.history.end(on: last, knownFrom: known)
        self.history.report(.stop, happenedOn: last, reportedOn: known.addingDays(self.random.number(in: -4...4)))
    }

    /// The register often hears late, for instance because the school waits for its laptop to come back (report 10/2016).
    private mutating func breakOffInAutumn() {
        let last = self.calendar.day(92, 152, using: &self.random)
        let known = last.addingDays(self.random.number(in: 2...25))
        if self.random.happens(0.6) {
            let missed = last.addingDays(-self.random.number(in: 14...40))
            self.history.report(
                .significantAbsence,
                happenedOn: missed,
                reportedOn: missed.addingDays(self.random.number(in: 1...9))
            )
        }
        self.history.end(on: last, knownFrom: known)
        self.history.report(.stop, happenedOn: last, reportedOn: last.addingDays(self.random.number(in: 0...20)))
    }

    private mutating func leave() {
        let years = self.age - 19
        let last =
            years <= 0 ? self.calendar.lastDayOfSpring : self.calendar.firstOfJuly(yearsBefore: years).addingDays(-19)
        self.history.end(on: last, knownFrom: last)
    }

    private mutating func receive(_ merit: MeritFact.Merit) {
        guard let last = self.history.enrolments.last?.end?.lastDay else { return }
        let date = last.addingDays(-self.random.number(in: 0...7))
        let isLate = self.random.happens(0.01)
        let lag = isLate ? self.random.number(in: 30...90) : self.random.number(in: 0...12)
        self.history.merits.append(MeritFact(merit: merit, date: date, knownFrom: last.addingDays(lag)))
        guard merit == .studiebevis else { return }
        self.turnToAdultEducation(probability: 0.40)
        if self.age == 20, self.random.happens(0.06) {
            let examined = self.calendar.day(90, 165, using: &self.random)
            self.history.merits.append(
                MeritFact(
                    merit: .gymnasieexamen,
                    date: examined,
                    knownFrom: examined.addingDays(self.random.number(in: 3...20))
                )
            )
        }
    }

    /// Adult education doesn't end coverage; it is an occupation that a coordinator can see.
    private mutating func turnToAdultEducation(probability: Double) {
        guard self.random.happens(probability) else { return }
        let start = self.calendar.day(54, 130, using: &self.random)
        let isFolkhogskola = self.random.happens(0.15)
        self.history.enrol(
            isFolkhogskola ? .folkhogskola : .adultUpperSecondary,
            isFolkhogskola ? Programmes.folkhogskola : Programmes.adultUpperSecondary,
            at: self.random.element(of: isFolkhogskola ? SchoolUnit.folkhogskolor : SchoolUnit.adultEducation),
            from: start,
            knownFrom: start.addingDays(self.random.number(in: 0...14))
        )
    }

    /// The pupil register delivers this school year and the last; what ended before is gone from it.
    private mutating func forgetOldPlaces() {
        let oldest = self.calendar.firstOfJuly(yearsBefore: 1)
        self.history.enrolments.removeAll { $0.end.map { $0.lastDay < oldest } ?? false }
    }
}
