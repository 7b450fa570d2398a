/// A decision record has its number in the row, and the same four parts as every other.
struct DecisionRecordRule: ArchitectureRule {
    private static let folder = "docs/decisions"
    private static let headings = ["## Context", "## Options", "## Decision", "## Consequences"]

    func violations(in tree: SourceTree) -> [Violation] {
        let records = tree.files.filter { $0.isBelow(Self.folder) }
        return records.enumerated().flatMap { index, file -> [Violation] in
            var violations: [Violation] = []
            if Int(file.name.prefix(4)) != index + 1 {
                violations.append(Violation(file.path, "The records are numbered 0001, 0002 and so on, without gaps."))
            }
            let lines = (file.text ?? "").split(separator: "\n").map(String.init)
            if lines.filter(Self.headings.contains) != Self.headings {
                violations.append(Violation(file.path, "A record has Context, Options, Decision and Consequences."))
            }
            return violations
        }
    }
}
