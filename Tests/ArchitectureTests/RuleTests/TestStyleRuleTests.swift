import Testing

struct TestStyleRuleTests {
    private let rule = TestStyleRule()

    @Test(arguments: [
        "import XCTest",
        "@Test func testDecoding() {}",
        "struct MockDatabase {}",
        "try await Task.sleep(for: .milliseconds(10))",
        "Thread.sleep(forTimeInterval: 1)",
        "usleep(1000)",
    ])
    func findsTheHabit(line: String) {
        let tree = SourceTree(["Tests/KAAWireTests/ArenaTests.swift": "\n\(line)\n"])
        #expect(self.rule.violations(in: tree).map(\.line) == [2])
    }

    @Test(arguments: [
        "@Test func decodesTheTestVectors() {}", "func testimony() {}", "struct FailingDatabase {}",
        "try await self.clock.sleep(for: .seconds(1))", "let text = \"Task.sleep()\"",
    ])
    func allowsSentencesAndPassedClocks(line: String) {
        #expect(self.rule.violations(in: SourceTree(["Tests/KAAWireTests/ArenaTests.swift": line])).isEmpty)
    }
}
