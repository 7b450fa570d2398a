/// Who belongs to the named group that deals with protected persons, and under which conditions.
///
/// - Note: Skolverket's principles for skyddade personuppgifter: few and named handlers.
struct ProtectionClearance: Sendable {
    /// The accounts of the group.
    let handlers: Set<String>

    /// The least assurance of who is signed in.
    static let minimumAssurance = AssuranceLevel.substantial

    /// Whether a call may touch a protected person: by one of the group, surely known, for a stated reason.
    func isGiven(to caller: Caller, reason: String?) -> Bool {
        guard caller.kind == .person, self.handlers.contains(caller.account) else { return false }
        guard caller.assurance >= Self.minimumAssurance else { return false }
        return reason.map { $0.contains { !$0.isWhitespace } } ?? false
    }
}
