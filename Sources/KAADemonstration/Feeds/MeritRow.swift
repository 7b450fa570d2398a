import KAAKernel

/// A row of the feed of merits.
struct MeritRow: FeedRow, Hashable, Sendable {
    var digits: String
    var merit: String
    var date: String

    var fields: [String] { [self.digits, self.merit, self.date] }
}

extension MeritRow {
    /// The row of a certificate that is known on a day, or nothing if it isn't.
    init?(_ fact: MeritFact, of person: CityPerson, asKnownOn day: CivilDate) {
        guard fact.knownFrom <= day else { return nil }
        self.init(digits: person.digits, merit: fact.merit.rawValue, date: fact.date.description)
    }
}
