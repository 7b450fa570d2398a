/// Whether a person is covered on a day.
enum CoverageDecision: Hashable, Sendable {
    /// Every condition holds.
    case covered
    /// The conditions that don't hold, at least one.
    case notCovered(failing: CoverageConditionSet)
    /// The person has skyddad folkbokföring, so the registered municipality says nothing of where they live; an official
    /// decides.
    ///
    /// - Note: Skollagen (2010:800) 29 kap. 6 §.
    case awaitingManualDecision
}
