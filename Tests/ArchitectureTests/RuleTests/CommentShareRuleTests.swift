import Testing

struct CommentShareRuleTests {
    private let rule = CommentShareRule()

    @Test func findsATargetThatExplainsTooMuch() {
        let tree = SourceTree(["Sources/KAAWire/Arena.swift": Self.source(comments: 7, lines: 200)])
        #expect(self.rule.violations(in: tree).map(\.path) == ["Sources/KAAWire/Arena.swift"])
    }

    @Test func countsATargetAsAWhole() {
        let tree = SourceTree([
            "Sources/KAAWire/Arena.swift": Self.source(comments: 7, lines: 200),
            "Sources/KAAWire/Reader.swift": Self.source(comments: 0, lines: 100),
            "Sources/KAAWire/Contract/Far.swift": Self.source(comments: 5, lines: 6),
        ])
        #expect(self.rule.violations(in: tree).isEmpty)
    }

    @Test func countsNoDocumentation() {
        let text = String(repeating: "/// A sentence.\n", count: 100) + "struct Arena {}\n"
        #expect(self.rule.violations(in: SourceTree(["Sources/KAAWire/Arena.swift": text])).isEmpty)
    }

    private static func source(comments: Int, lines: Int) -> String {
        String(repeating: "let value = 1  // reason\n", count: comments)
            + String(repeating: "let value = \"// text\"\n", count: lines - comments)
    }
}
