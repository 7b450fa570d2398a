/// What comes of an attempt; the names are those of the contract without their prefix.
package enum AttemptResult: String, Sendable, CaseIterable {
    case sent = "SENT"
    case delivered = "DELIVERED"
    case returned = "RETURNED"
    case noAnswer = "NO_ANSWER"
    case wrongNumber = "WRONG_NUMBER"
    case notAtAddress = "NOT_AT_ADDRESS"
    case reachedYouth = "REACHED_YOUTH"
    case reachedOther = "REACHED_OTHER"
    case declinedContact = "DECLINED_CONTACT"

    /// Whether there was contact both ways with the young person.
    package var isReached: Bool { self == .reachedYouth || self == .declinedContact }
}
