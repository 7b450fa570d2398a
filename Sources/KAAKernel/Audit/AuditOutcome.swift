public import KAAStorage

/// How a call ended, as far as the audit is concerned.
public enum AuditOutcome: String, CaseIterable, Hashable, Sendable, SQLConvertible {
    /// The caller got what it asked for.
    case granted = "GRANTED"

    /// Policy refused the call.
    case denied = "DENIED"

    /// The call failed for another reason after it was allowed.
    case failed = "FAILED"
}
