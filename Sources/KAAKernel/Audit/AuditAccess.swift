public import KAAStorage

/// What a call did with personal data.
public enum AuditAccess: String, CaseIterable, Hashable, Sendable, SQLConvertible {
    /// Nothing of anybody whom it names; recorded because it was refused, or because it may change something.
    case none = "NONE"

    /// Read it.
    case read = "READ"

    /// Changed it.
    case write = "WRITE"

    /// Counted it.
    case aggregate = "AGGREGATE"
}
