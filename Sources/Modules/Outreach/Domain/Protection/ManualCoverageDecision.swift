import KAAKernel

/// What an official has decided about somebody with skyddad folkbokföring, whom the rule does not decide on.
///
/// - Note: Skollagen (2010:800) 29 kap. 6 §: the municipality in which the person in truth stays is responsible.
struct ManualCoverageDecision: Hashable, Sendable {
    /// Whether the municipality is responsible for the person.
    let isCovered: Bool
    /// From which day.
    let from: CivilDate

    /// The days on which the person is covered: from the decision on, within the age of the rule in force on its day.
    func intervals(birthDate: CivilDate, rules: CoverageRuleBook) -> [CoverageInterval] {
        guard self.isCovered, let rule = rules.rule(on: self.from), let window = rule.ageWindow(birthDate: birthDate),
            let end = window.end
        else { return [] }
        let start = max(self.from, window.start)
        guard start < end else { return [] }
        return [
            CoverageInterval(
                opening: .init(day: start, reason: .manualDecision, rule: rule.id, source: nil),
                closing: .init(day: end, reason: .turned20, rule: rule.id, source: nil)
            )
        ]
    }
}
