import Testing

struct DecisionRecordRuleTests {
    private static let complete = "# Title\n\n## Context\n\na\n\n## Options\n\n## Decision\n\n## Consequences\n"

    private let rule = DecisionRecordRule()

    @Test func findsAGapInTheNumbers() {
        let tree = SourceTree(["docs/decisions/0001-a.md": Self.complete, "docs/decisions/0003-c.md": Self.complete])
        #expect(self.rule.violations(in: tree).map(\.path) == ["docs/decisions/0003-c.md"])
    }

    @Test func findsARecordWithoutOptions() {
        let text = Self.complete.replacing("## Options\n", with: "")
        #expect(self.rule.violations(in: SourceTree(["docs/decisions/0001-a.md": text])).count == 1)
    }

    @Test func allowsCompleteRecordsInARow() {
        let tree = SourceTree(["docs/decisions/0001-a.md": Self.complete, "docs/decisions/0002-b.md": Self.complete])
        #expect(self.rule.violations(in: tree).isEmpty)
    }
}
