public import KAAStorage

/// How a consent was given.
public enum ConsentForm: String, CaseIterable, Hashable, Sendable, SQLConvertible {
    /// On paper, signed.
    case written = "WRITTEN"

    /// In words, noted by the handler.
    case oral = "ORAL"

    /// By an electronic signature.
    case electronicallySigned = "E_SIGNED"
}
