import Testing

struct DocumentLinkRuleTests {
    private let rule = DocumentLinkRule()

    @Test(arguments: ["[a](missing.md)", "See [a](../glossary.md), [b](../../../README.md).", "[a](decisions)"])
    func findsALinkThatLeadsNowhere(line: String) {
        let tree = SourceTree(["docs/decisions/0001-a.md": "# A\n\n\(line)\n", "README.md": "# kaad\n"])
        #expect(Set(self.rule.violations(in: tree).map(\.line)) == [3])
    }

    @Test(arguments: [
        "[a](../../README.md)", "[a](../../README.md#run)", "[a](#context)", "[a](https://example.org/x.md)",
        "[a](./0002-b.md)", "[a](../decisions)", "    [a](missing.md)", "```\n[a](missing.md)\n```", "array[0](x: 1)",
    ])
    func allowsLinksThatLeadSomewhereAndCode(line: String) {
        let tree = SourceTree([
            "docs/decisions/0001-a.md": "# A\n\n\(line)\n", "docs/decisions/0002-b.md": "# B\n",
            "README.md": "# kaad\n",
        ])
        #expect(self.rule.violations(in: tree).isEmpty)
    }
}
