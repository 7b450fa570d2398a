import KAAKernel

/// A row of the pupil register's feed.
struct ElevregisterRow: FeedRow, Hashable, Sendable {
    var digits: String
    var schoolForm: String
    var programme: String
    var unit: String
    var start: String
    /// The last day; empty while the place is open.
    var end: String

    var fields: [String] { [self.digits, self.schoolForm, self.programme, self.unit, self.start, self.end] }
}

extension ElevregisterRow {
    /// The row of a place that is known on a day, or nothing if it isn't.
    init?(_ fact: EnrolmentFact, of person: CityPerson, asKnownOn day: CivilDate) {
        guard fact.knownFrom <= day else { return nil }
        self.digits = person.digits
        self.schoolForm = fact.schoolForm.rawValue
        self.programme = fact.programme
        self.unit = fact.unit.code
        self.start = fact.start.description
        if let end = fact.end, end.knownFrom <= day {
            self.end = end.lastDay.description
        } else {
            self.end = String()
        }
    }
}
