import KAAKernel

/// A longest run of days on which a person is covered, as the facts known now have it.
///
/// The end always lies ahead or behind, never nowhere: whoever is covered stays so until the age limit at the longest.
struct CoverageInterval: Hashable, Sendable {
    /// The first day and why it is.
    let opening: Change<CoverageOpeningReason>
    /// The first day no longer covered, and why.
    let closing: Change<DeregistrationReason>

    /// One end of an interval.
    struct Change<Reason: Hashable & Sendable>: Hashable, Sendable {
        /// The day from which things are different.
        let day: CivilDate
        /// Why they are.
        let reason: Reason
        /// The rule in force on that day.
        let rule: ShortCode
        /// Where the fact behind the reason was read; `nil` where the reason is age or a rule.
        let source: FactSource?
    }

    /// Whether the person is covered on a day.
    func contains(_ day: CivilDate) -> Bool {
        self.opening.day <= day && day < self.closing.day
    }
}
