/// A call as policy sees it: who makes it, for whom, and what it states of itself.
struct PolicyQuestion: Sendable {
    /// Who calls.
    var caller: Caller

    /// The board that is to have the answer: the calling module's, or else the caller's.
    var receiver: Board

    /// The stated purpose, as it came.
    var purpose: String?

    /// The stated ground, as it came.
    var ground: String?

    /// The named consent, as it came.
    var consent: String?

    /// The stated reason, as it came.
    var reason: String?

    /// The day on which the call is made.
    var day: CivilDate
}
