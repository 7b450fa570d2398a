import Foundation
import Testing

/// Holds the project's own files against every rule.
struct ProjectTests {
    private let tree: SourceTree

    init() throws {
        self.tree = try SourceTree.project.get()
    }

    @Test(arguments: ArchitectureRules.all)
    func keepsTheRule(rule: any ArchitectureRule) {
        for violation in rule.violations(in: self.tree) where !Self.isAllowed(violation, of: rule) {
            Issue.record("\(violation)", severity: violation.severity == .error ? .error : .warning)
        }
    }

    @Test func readsItsOwnSources() {
        let ownPath = "Tests/ArchitectureTests/ProjectTests.swift"
        #expect(self.tree.file(at: ownPath)?.swift?.imports.map(\.module) == ["Foundation", "Testing"])
    }

    @Test(arguments: ArchitectureRules.all)
    func showsThatTheRuleBites(rule: any ArchitectureRule) throws {
        let name = "\(type(of: rule))"
        let test = try #require(self.tree.file(at: "Tests/ArchitectureTests/RuleTests/\(name)Tests.swift")?.swift)
        #expect(!test.occurrences(of: [name]).isEmpty, "The tests of \(name) don't use it.")
        #expect(test.occurrences(of: ["@", "Test"]).count > 1, "\(name) needs a planted violation and what it allows.")
    }

    @Test func hasARuleForEveryRuleType() {
        let declared = self.tree.handWrittenSwift(under: "Tests/ArchitectureTests/Rules")
            .flatMap { $0.swift?.declarations ?? [] }
            .filter { $0.kind == .structure && $0.name.hasSuffix("Rule") }
            .map(\.name)
        #expect(Set(declared) == Set(ArchitectureRules.all.map { "\(type(of: $0))" }))
    }

    @Test(arguments: AllowedException.project)
    func stillNeedsTheException(exception: AllowedException) throws {
        let rule = try #require(ArchitectureRules.all.first { "\(type(of: $0))" == exception.rule })
        let excused = rule.violations(in: self.tree).filter { exception.covers($0, of: rule) }
        #expect(!excused.isEmpty, "\(exception.path) no longer breaks \(exception.rule): remove the exception.")
        #expect(!exception.reason.isEmpty)
    }

    private static func isAllowed(_ violation: Violation, of rule: any ArchitectureRule) -> Bool {
        AllowedException.project.contains { $0.covers(violation, of: rule) }
    }
}
