/// How a session went; the names are those of the contract without their prefix.
package enum SessionOutcome: String, Sendable, CaseIterable {
    case held = "HELD"
    case noShow = "NO_SHOW"
    case cancelled = "CANCELLED"
}
