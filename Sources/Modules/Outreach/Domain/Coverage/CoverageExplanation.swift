import KAAKernel

/// A decision on a day with everything it rests on, so that an official can check it by hand.
///
/// It holds facts about a person: show it to whom the register may be shown, and keep it out of logs.
struct CoverageExplanation: Hashable, Sendable {
    /// The day decided on.
    let day: CivilDate
    /// The decision.
    let decision: CoverageDecision
    /// The rule in force on the day; `nil` before the first.
    let rule: CoverageRule?
    /// How the person's data is protected.
    let protection: SkyddadePersonuppgifter
    /// Every condition, in the order of ``CoverageCondition``.
    let findings: [Finding]

    /// What was found on one condition.
    struct Finding: Hashable, Sendable {
        /// The condition.
        let condition: CoverageCondition
        /// Whether it holds.
        let isMet: Bool
        /// What was looked at; empty if there was nothing to look at.
        let inputs: [Input]
    }

    /// A value that a condition was tested on.
    struct Input: Hashable, Sendable {
        /// The name of the value: the feed's column, or a name of ours for what is computed.
        let name: String
        /// The value as the feed writes it.
        let value: String
        /// Where it was read; `nil` for what isn't read from a feed.
        let source: FactSource?
    }
}
