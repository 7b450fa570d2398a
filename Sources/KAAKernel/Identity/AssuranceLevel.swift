/// How sure the issuer is of who the caller is, from the token's `acr` claim.
///
/// - Note: The levels of the Swedish e-identification framework (DIGG, *tillitsnivåer* 2–4), and 1 below them.
public enum AssuranceLevel: Int, Comparable, Hashable, Sendable {
    /// No assurance beyond a password or a token made by hand.
    case low = 1

    /// LOA 2.
    case basic = 2

    /// LOA 3, which BankID and Freja eID Plus have.
    case substantial = 3

    /// LOA 4.
    case high = 4

    /// Whether `left` is the lower level.
    public static func < (left: Self, right: Self) -> Bool {
        left.rawValue < right.rawValue
    }
}
