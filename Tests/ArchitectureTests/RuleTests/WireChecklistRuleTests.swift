import Testing

struct WireChecklistRuleTests {
    private static let tests = "struct ATests {\n    @Test func holds() {}\n}\n"

    private let rule = WireChecklistRule()

    private func violations(_ rows: String...) -> [Violation] {
        let table = "# Title\n\n| number | rule | tests |\n|---|---|---|\n" + rows.joined(separator: "\n") + "\n"
        let tree = SourceTree(["docs/wire-checklist.md": table, "Tests/KAARPCTests/ATests.swift": Self.tests])
        return self.rule.violations(in: tree)
    }

    @Test func findsAMissingChecklist() {
        #expect(self.rule.violations(in: SourceTree([:])).count == 1)
    }

    @Test func findsAGapInTheNumbers() {
        #expect(self.violations("| 1 | A. | `ATests.holds` |", "| 3 | B. | `ATests.holds` |").map(\.line) == [6])
    }

    @Test(arguments: ["`ATests.breaks`", "`BTests.holds`", "", "`ATests.holds`, `ATests.breaks`"])
    func findsATestThatDoesNotExist(tests: String) {
        #expect(self.violations("| 1 | A. | \(tests) |").count == 1)
    }

    @Test func allowsNumbersInARowWithTheirTests() {
        #expect(self.violations("| 1 | A. | `ATests.holds` |", "| 2 | B. | `ATests.holds` |").isEmpty)
    }
}
