import Testing

struct PlainTextRuleTests {
    private let rule = PlainTextRule()

    @Test(arguments: ["\u{1F600}", "\u{2705}", "\u{2764}\u{FE0F}"])
    func findsAnEmoji(sign: String) {
        #expect(self.rule.violations(in: SourceTree(["README.md": "# kaad\n\nReady \(sign)\n"])).map(\.line) == [3])
    }

    @Test func allowsLettersAndOrdinarySigns() {
        let text = "Åtgärd § 4 – «text» … ≤ 3 % → 12 µs × 2 │ \u{2713}\n"
        #expect(self.rule.violations(in: SourceTree(["README.md": text])).isEmpty)
    }

    @Test func passesOverWhatIsNoText() {
        let tree = SourceTree(files: [SourceFile(path: "docs/logo.png", bytes: [0x89, 0xF0, 0x9F, 0xFF])])
        #expect(self.rule.violations(in: tree).isEmpty)
    }
}
