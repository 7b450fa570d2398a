/// What came of an attempt to make contact.
///
/// The raw values are stored; they keep their meaning.
enum AttemptResult: Int64, CaseIterable, Hashable, Sendable {
    case sent = 1
    case delivered = 2
    case returned = 3
    case noAnswer = 4
    case wrongNumber = 5
    case notAtAddress = 6
    case reachedYouth = 7
    case reachedOther = 8
    case declinedContact = 9
    case cancelled = 10

    /// Whether there was an attempt at all.
    var isMade: Bool {
        self != .cancelled
    }

    /// Whether the young person answered; to decline is an answer too.
    var isTwoWayContact: Bool {
        self == .reachedYouth || self == .declinedContact
    }
}
