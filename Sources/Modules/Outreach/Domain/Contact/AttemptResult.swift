/// What came of an attempt to make contact.
enum AttemptResult: String, CaseIterable, Hashable, Sendable {
    case sent = "SENT"
    case delivered = "DELIVERED"
    case returned = "RETURNED"
    case noAnswer = "NO_ANSWER"
    case wrongNumber = "WRONG_NUMBER"
    case notAtAddress = "NOT_AT_ADDRESS"
    case reachedYouth = "REACHED_YOUTH"
    case reachedOther = "REACHED_OTHER"
    case declinedContact = "DECLINED_CONTACT"
    case cancelled = "CANCELLED"

    /// Whether the young person was reached: contact went both ways, also where they want no more of it.
    var isReached: Bool {
        self == .reachedYouth || self == .declinedContact
    }
}
