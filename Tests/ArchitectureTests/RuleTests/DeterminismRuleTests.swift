import Testing

struct DeterminismRuleTests {
    private let rule = DeterminismRule()

    @Test(arguments: [
        "let now = Date()",
        "let now = Date.now",
        "let now: Date = .now",
        "record(at: .now)",
        "let clock = ContinuousClock()",
        "let id = UUID()",
        "var generator = SystemRandomNumberGenerator()",
        "let calendar = Calendar.current",
    ])
    func findsWhatIsTaken(line: String) {
        for folder in ["Modules/Outreach/Domain", "Modules/Outreach/Service/Letters", "KAADemonstration"] {
            let tree = SourceTree(["Sources/\(folder)/Rule.swift": "struct Rule {}\n\(line)\n"])
            #expect(self.rule.violations(in: tree).map(\.line) == [2], "\(folder)")
        }
    }

    @Test(arguments: [
        "let now = self.clock.now",
        "let now = clock().now",
        "let date = Date(timeIntervalSince1970: seconds)",
        "let id = UUID(uuidString: text)",
        "let text = \"Date()\"  // Date()",
    ])
    func allowsWhatIsPassedIn(line: String) {
        #expect(self.rule.violations(in: SourceTree(["Sources/Modules/Outreach/Domain/Rule.swift": line])).isEmpty)
    }

    @Test func allowsTheClockWhereTheProgramIsPutTogether() {
        let line = "let now = Date()"
        #expect(self.rule.violations(in: SourceTree(["Sources/kaad/Composition.swift": line])).isEmpty)
    }
}
