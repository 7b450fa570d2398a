import KAAKernel

/// Decides whom the municipality is responsible for.
///
/// Every answer is a pure function of a person's facts, the rules and a day; nothing is remembered between calls.
struct CoverageCalculator: Sendable {
    /// The municipality whose responsibility it is.
    let hemkommun: Kommunkod
    /// The rules.
    let rules: CoverageRuleBook

    /// Creates a calculator for a municipality.
    init(hemkommun: Kommunkod, rules: CoverageRuleBook = .skollagen()) {
        self.hemkommun = hemkommun
        self.rules = rules
    }

    /// Decides whether a person is covered on a day.
    func decision(for facts: PersonFacts, on day: CivilDate) -> CoverageDecision {
        guard facts.protection != .skyddadFolkbokforing else { return .awaitingManualDecision }
        let failing = self.failingConditions(for: facts, on: day)
        return failing.isEmpty ? .covered : .notCovered(failing: failing)
    }

    /// The conditions that don't hold on a day under the rule in force on it, protection left aside.
    func failingConditions(for facts: PersonFacts, on day: CivilDate) -> CoverageConditionSet {
        guard let rule = self.rules.rule(on: day) else { return .ruleInForce }
        return self.failingConditions(for: facts, on: day, under: rule)
    }

    /// The conditions of `rule` that don't hold on a day.
    ///
    /// - Complexity: O(*n*) in the number of facts, without allocation.
    func failingConditions(
        for facts: PersonFacts,
        on day: CivilDate,
        under rule: CoverageRule
    ) -> CoverageConditionSet {
        var failing = self.failingFactConditions(for: facts, on: day, under: rule)
        guard let window = rule.ageWindow(birthDate: facts.birthDate) else {
            return failing.union(.compulsorySchoolEnded)
        }
        if day < window.start {
            failing.insert(.compulsorySchoolEnded)
        }
        if let end = window.end, day >= end {
            failing.insert(.belowAgeLimit)
        }
        return failing
    }

    /// The conditions on residence, enrolments and certificates that don't hold on a day.
    func failingFactConditions(
        for facts: PersonFacts,
        on day: CivilDate,
        under rule: CoverageRule
    ) -> CoverageConditionSet {
        var failing: CoverageConditionSet = []
        if !facts.residenceStatus(on: day).isResident(in: self.hemkommun, on: day) {
            failing.insert(.residentInHemkommun)
        }
        if facts.enrolments.contains(where: { $0.isOpen(on: day) && rule.endsCoverage($0.enrolment) }) {
            failing.insert(.notEnrolled)
        }
        if facts.merits.contains(where: { $0.isHeld(on: day) && rule.endsCoverage($0.merit) }) {
            failing.insert(.noCompletedEducation)
        }
        return failing
    }
}
