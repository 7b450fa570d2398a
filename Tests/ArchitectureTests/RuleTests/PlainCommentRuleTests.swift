import Testing

struct PlainCommentRuleTests {
    private let rule = PlainCommentRule()

    @Test(arguments: ["// TODO: later", "/// FIXME later", "/* XXX */", "// MARK: - Reading", "// TODO(#): later"])
    func findsTheComment(line: String) {
        let tree = SourceTree(["Sources/KAAWire/Arena.swift": "struct Arena {}\n\(line)\n"])
        #expect(self.rule.violations(in: tree).map(\.line) == [2])
    }

    @Test(arguments: ["// TODO(#12): later", "let todo = \"TODO\"", "// The marks of a pupil.", "// RFC 9113, 5.1"])
    func allowsOtherComments(line: String) {
        #expect(self.rule.violations(in: SourceTree(["Sources/KAAWire/Arena.swift": line])).isEmpty)
    }

    @Test func allowsBannersInALongFile() {
        let text = "// MARK: - Reading\n" + String(repeating: "\n", count: 250)
        #expect(self.rule.violations(in: SourceTree(["Sources/KAAWire/Arena.swift": text])).isEmpty)
    }
}
