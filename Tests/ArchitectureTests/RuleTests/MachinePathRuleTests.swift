import Foundation
import Testing

/// The paths are put together here, since the rule reads this file too.
struct MachinePathRuleTests {
    private let rule = MachinePathRule(root: URL(filePath: ["", "builds", "anna", "kaad"].joined(separator: "/")))

    @Test(arguments: [
        ["", "home", "anna", "kaad"], ["", "Users", "anna"], ["", "root", ".profile"], ["", "builds", "anna", "x"],
    ])
    func findsAPathOfOneMachine(parts: [String]) {
        let tree = SourceTree(["docs/operations.md": "Run\n`\(parts.joined(separator: "/"))` first.\n"])
        #expect(self.rule.violations(in: tree).map(\.line) == [2])
    }

    @Test func findsTheTemporaryFolderInCodeOnly() {
        let path = ["", "tmp", "kaad.db"].joined(separator: "/")
        let tree = SourceTree(["Tests/kaadTests/ServeTests.swift": "open(\"\(path)\")\n", "docs/operations.md": path])
        #expect(self.rule.violations(in: tree).map(\.path) == ["Tests/kaadTests/ServeTests.swift"])
    }

    @Test(arguments: [
        ["", "var", "lib", "kaad"], ["https:", "", "example.org", "home", "x"], ["docs", "root", "x"],
        ["$HOME", "opt", "x"], ["${prefix}", "opt", "x"], ["", "kaa.outreach.v1.OutreachService", "List"],
    ])
    func allowsOtherPaths(parts: [String]) {
        let tree = SourceTree(["docs/operations.md": "Run `\(parts.joined(separator: "/"))`.\n"])
        #expect(self.rule.violations(in: tree).isEmpty)
    }
}
