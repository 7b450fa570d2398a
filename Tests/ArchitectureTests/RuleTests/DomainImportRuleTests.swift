import Testing

struct DomainImportRuleTests {
    private let rule = DomainImportRule()

    @Test(arguments: ["KAAStorage", "OutreachContract", "KAARPC", "Logging"])
    func findsADomainThatKnowsMore(module: String) {
        let tree = SourceTree(["Sources/Modules/Outreach/Domain/Rules/Coverage.swift": "package import \(module)\n"])
        #expect(self.rule.violations(in: tree).map(\.line) == [1])
    }

    @Test func allowsFoundationAndTheKernel() {
        let text = "import struct Foundation.Date\nimport FoundationEssentials\nimport KAAKernel\n"
        let tree = SourceTree([
            "Sources/Modules/Outreach/Domain/Coverage.swift": text,
            "Sources/Modules/Outreach/Storage/CoverageRecord.swift": "import KAAStorage\n",
        ])
        #expect(self.rule.violations(in: tree).isEmpty)
    }
}
