import KAAKernel

extension CoverageCalculator {
    /// Decides whether a person is covered on a day, and says what the decision rests on.
    ///
    /// For a person awaiting a manual decision the findings are those the rule would have decided by.
    func explanation(for facts: PersonFacts, on day: CivilDate) -> CoverageExplanation {
        let rule = self.rules.rule(on: day)
        let failing = self.failingConditions(for: facts, on: day)
        let findings = CoverageCondition.allCases
            .filter { rule != nil || $0 == .ruleInForce }
            .map { condition in
                CoverageExplanation.Finding(
                    condition: condition,
                    isMet: !failing.contains(CoverageConditionSet(condition)),
                    inputs: self.inputs(to: condition, of: facts, on: day, under: rule)
                )
            }
        return CoverageExplanation(
            day: day,
            decision: self.decision(for: facts, on: day),
            rule: rule,
            protection: facts.protection,
            findings: findings
        )
    }

    private func inputs(
        to condition: CoverageCondition,
        of facts: PersonFacts,
        on day: CivilDate,
        under rule: CoverageRule?
    ) -> [CoverageExplanation.Input] {
        guard let rule else { return [] }
        let window = rule.ageWindow(birthDate: facts.birthDate)
        return switch condition {
        case .ruleInForce:
            [CoverageExplanation.Input(name: "rule", value: rule.id.rawValue, source: nil)]
        case .residentInHemkommun:
            facts.residenceStatus(on: day).inputs
        case .compulsorySchoolEnded:
            [CoverageExplanation.Input(name: "lastSchoolDay", date: window?.start.addingDays(-1))]
        case .belowAgeLimit:
            [CoverageExplanation.Input(name: "ageLimitDay", date: window?.end)]
        case .notEnrolled:
            facts.enrolments.flatMap(\.inputs)
        case .noCompletedEducation:
            facts.merits.flatMap(\.inputs)
        }
    }
}

extension CoverageExplanation.Input {
    fileprivate init(name: String, date: CivilDate?) {
        self.init(name: name, value: date?.description ?? "-", source: nil)
    }
}

extension ResidenceStatus {
    fileprivate var inputs: [CoverageExplanation.Input] {
        switch self {
        case .unknown:
            return []
        case .vanished(let snapshot):
            let source = FactSource(feed: .folkbokforing, snapshot: snapshot)
            return [CoverageExplanation.Input(name: "absentFrom", value: snapshot.description, source: source)]
        case .registered(let residence, let snapshot):
            let source = FactSource(feed: .folkbokforing, snapshot: snapshot)
            var inputs = [
                CoverageExplanation.Input(name: "kommunkod", value: residence.kommun.rawValue, source: source),
                CoverageExplanation.Input(
                    name: "folkbokforingsdatum",
                    value: residence.registeredOn.description,
                    source: source
                ),
            ]
            if let deregistration = residence.deregistration {
                inputs += [
                    CoverageExplanation.Input(
                        name: "avregistrering",
                        value: deregistration.cause.rawValue,
                        source: source
                    ),
                    CoverageExplanation.Input(
                        name: "avregistreringsdatum",
                        value: deregistration.date.description,
                        source: source
                    ),
                ]
            }
            return inputs
        }
    }
}

extension EnrolmentFact {
    /// One input for the enrolment, one more if it vanished.
    fileprivate var inputs: [CoverageExplanation.Input] {
        let code = [self.enrolment.schoolForm.rawValue, self.enrolment.studyPath?.rawValue]
            .compactMap(\.self).joined(separator: " ")
        let end = self.lastDay?.description ?? ".."
        let value = "\(code) \(self.enrolment.schoolUnit) \(self.enrolment.start)/\(end)"
        let inputs = [
            CoverageExplanation.Input(
                name: "enrolment",
                value: value,
                source: FactSource(feed: .elevregister, snapshot: self.snapshot)
            )
        ]
        return inputs + CoverageExplanation.Input.absence(in: .elevregister, from: self.vanishedOn)
    }
}

extension MeritFact {
    /// One input for the certificate, one more if it vanished.
    fileprivate var inputs: [CoverageExplanation.Input] {
        let inputs = [
            CoverageExplanation.Input(
                name: "merit",
                value: "\(self.merit.rawValue) \(self.issuedOn)",
                source: FactSource(feed: .meriter, snapshot: self.snapshot)
            )
        ]
        return inputs + CoverageExplanation.Input.absence(in: .meriter, from: self.vanishedOn)
    }
}

extension CoverageExplanation.Input {
    fileprivate static func absence(in feed: FeedKind, from snapshot: CivilDate?) -> [CoverageExplanation.Input] {
        guard let snapshot else { return [] }
        let source = FactSource(feed: feed, snapshot: snapshot)
        return [CoverageExplanation.Input(name: "absentFrom", value: snapshot.description, source: source)]
    }
}
