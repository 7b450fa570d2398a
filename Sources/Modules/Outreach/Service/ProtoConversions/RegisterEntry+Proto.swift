import KAAKernel
import KAAWire
import OutreachContract

extension Kaa.Outreach.V1.RegisterEntry {
    init(_ entry: RegisterStorage.Entry, rule: String) {
        self.init(
            personnummer: entry.person.digits,
            youngPersonID: entry.youngPersonID.description,
            since: entry.since.description,
            reason: entry.reason.rawValue,
            rule: rule
        )
    }
}

extension Kaa.Outreach.V1.ExplainCoverageResponse {
    init(_ explanation: CoverageExplanation, of id: YoungPersonID) {
        self.init(
            youngPersonID: id.description,
            outcome: .init(explanation.decision),
            rule: explanation.rule?.id.rawValue ?? "",
            statute: explanation.rule?.statute ?? "",
            conditions: explanation.findings.map { .init($0) },
            asOf: explanation.day.description
        )
    }
}

extension Kaa.Outreach.V1.CoverageOutcome {
    init(_ decision: CoverageDecision) {
        switch decision {
        case .covered: self = .covered
        case .notCovered: self = .notCovered
        case .awaitingManualDecision: self = .awaitingDecision
        }
    }
}

extension Kaa.Outreach.V1.CoverageCondition {
    init(_ finding: CoverageExplanation.Finding) {
        let inputs = finding.inputs.map { "\($0.name) \($0.value)" }
        var sources: [String] = []
        for source in finding.inputs.compactMap(\.source) {
            let text = "\(source.feed.rawValue) \(source.snapshot)"
            if !sources.contains(text) { sources.append(text) }
        }
        self.init(
            condition: finding.condition.rawValue,
            met: finding.isMet,
            input: inputs.joined(separator: "; "),
            source: sources.joined(separator: "; ")
        )
    }
}
