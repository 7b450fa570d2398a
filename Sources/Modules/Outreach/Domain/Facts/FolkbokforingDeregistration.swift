import KAAKernel

/// That, when and why a person stopped being folkbokförd.
struct FolkbokforingDeregistration: Hashable, Sendable, BitwiseCopyable {
    /// Navet's cause code.
    let cause: Cause
    /// The first day the person is no longer folkbokförd.
    let date: CivilDate

    /// Navet's *avregistreringsorsak*.
    enum Cause: String, Hashable, Sendable, CaseIterable, BitwiseCopyable {
        /// Avliden.
        case deceased = "AV"
        /// Utvandrad.
        case emigrated = "UV"
        /// Gammalt personnummer: the person goes on under a new number.
        case oldPersonnummer = "GN"
        /// Annan anledning.
        case otherCause = "AN"
        /// Tekniskt avregistrerad.
        case technical = "TA"
        /// Försvunnen (*obefintlig*).
        case missing = "OB"
        /// Falsk identitet.
        case falseIdentity = "FI"
    }
}
