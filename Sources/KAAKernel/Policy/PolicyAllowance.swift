/// What a call may do once policy has let it through.
struct PolicyAllowance: Hashable, Sendable {
    /// What the call is for.
    var purpose: Purpose

    /// Why it is made, if that was stated.
    var reason: String?

    /// On what its answer may go to another board; `nil` if it stays with the one that holds the data.
    var terms: DisclosureTerms?
}
