import KAAKernel

/// The places, certificates and messages of one young person.
struct SchoolHistory: Hashable, Sendable {
    var enrolments: [EnrolmentFact] = []
    var merits: [MeritFact] = []
    var notices: [NoticeFact] = []

    /// Adds a place in upper secondary school, with the message of its start where another than the city runs the school.
    mutating func enrol(
        _ form: EnrolmentFact.SchoolForm,
        _ programme: String,
        at unit: SchoolUnit,
        from start: CivilDate,
        knownFrom: CivilDate
    ) {
        self.enrolments.append(
            EnrolmentFact(schoolForm: form, programme: programme, unit: unit, start: start, knownFrom: knownFrom)
        )
    }

    /// Ends the latest place.
    mutating func end(on lastDay: CivilDate, knownFrom: CivilDate) {
        guard !self.enrolments.isEmpty else { return }
        self.enrolments[self.enrolments.count - 1].end = .init(lastDay: lastDay, knownFrom: knownFrom)
    }

    /// Adds a message about the latest place.
    mutating func report(_ kind: NoticeFact.Kind, happenedOn date: CivilDate, reportedOn: CivilDate) {
        guard let unit = self.enrolments.last?.unit else { return }
        self.notices.append(NoticeFact(kind: kind, unit: unit, eventDate: date, reportedOn: reportedOn))
    }
}

extension SchoolHistory {
    /// The same history for somebody whom the city didn't know before `day`.
    func delayed(until day: CivilDate) -> SchoolHistory {
        var history = self
        for index in history.enrolments.indices {
            history.enrolments[index].knownFrom = max(history.enrolments[index].knownFrom, day)
        }
        for index in history.merits.indices {
            history.merits[index].knownFrom = max(history.merits[index].knownFrom, day)
        }
        history.notices.removeAll { $0.reportedOn < day }
        return history
    }
}
