import Testing

struct IgnoreListTests {
    @Test(arguments: [
        (".build", true, true), ("Tools/x/.build", true, true), (".build", false, false),
        ("Package.resolved", false, true),
        ("data", true, true), ("Sources/data", true, false), ("docs/report.log", false, true), (".git", true, true),
        ("Sources/logs", true, false),
    ])
    func matchesAsGitDoes(path: String, isFolder: Bool, isIgnored: Bool) throws {
        let list = try IgnoreList(parsing: "# built\n.build/\nPackage.resolved\n\n/data/\n*.log\n")
        #expect(list.matches(path, isFolder: isFolder) == isIgnored)
    }

    @Test(arguments: ["!kept", "a/b", "a*b", "[ab]", "a b", "/"])
    func refusesAFormThatItDoesNotKnow(line: String) {
        #expect(throws: IgnoreList.UnsupportedPattern(line: line)) { try IgnoreList(parsing: "x\n\(line)\n") }
    }
}
