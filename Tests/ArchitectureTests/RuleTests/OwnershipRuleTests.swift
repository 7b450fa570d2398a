import Testing

struct OwnershipRuleTests {
    private static let source = ["Sources/Modules/Outreach/OutreachModule.swift": "import KAAKernel\n"]

    private let rule = OwnershipRule()

    @Test(arguments: [
        "",
        "/Sources/Modules/Outreach/ @amf\n",
        "/Sources/Modules/Outreach/ @amf\n/Tests/Modules/OutreachTests/\n",
        "/Sources/Modules/Outreach/ @amf\n# /Tests/Modules/OutreachTests/ @amf\n",
    ])
    func findsAModuleWithoutAnOwner(owners: String) {
        #expect(!self.rule.violations(in: SourceTree(Self.source.merging(["CODEOWNERS": owners]) { $1 })).isEmpty)
    }

    @Test func findsThatTheFileIsMissing() {
        #expect(self.rule.violations(in: SourceTree(Self.source)).map(\.path) == ["CODEOWNERS"])
    }

    @Test func allowsAnOwnedModule() {
        let owners = "* @platform\n/Sources/Modules/Outreach/ @amf\n/Tests/Modules/OutreachTests/  @amf\n"
        #expect(self.rule.violations(in: SourceTree(Self.source.merging(["CODEOWNERS": owners]) { $1 })).isEmpty)
    }
}
