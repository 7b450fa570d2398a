import Testing

struct FileLengthRuleTests {
    private let rule = FileLengthRule()

    @Test(arguments: [(401, Violation.Severity.warning), (600, .warning), (601, .error)])
    func findsALongFile(lines: Int, severity: Violation.Severity) {
        #expect(self.rule.violations(in: Self.tree(lines: lines)).map(\.severity) == [severity])
    }

    @Test func allowsFourHundredLines() {
        #expect(self.rule.violations(in: Self.tree(lines: 400)).isEmpty)
    }

    @Test func allowsALongGeneratedFile() {
        let text = String(repeating: "\n", count: 5000)
        #expect(self.rule.violations(in: SourceTree(["Sources/KAAWire/Generated/Any.swift": text])).isEmpty)
    }

    private static func tree(lines: Int) -> SourceTree {
        SourceTree(["Sources/KAAWire/Arena.swift": String(repeating: "let value = 1\n", count: lines)])
    }
}
