import Testing

struct UncheckedSafetyRuleTests {
    private static let promises = ["final class Arena: @unchecked Sendable {}", "nonisolated(unsafe) var arena = 1"]

    private let rule = UncheckedSafetyRule()

    @Test(arguments: promises)
    func findsAPromiseOutsideItsHome(line: String) {
        let tree = SourceTree(["Sources/KAAStorage/Arena.swift": "// It is only read.\n\(line)\n"])
        #expect(self.rule.violations(in: tree).map(\.line) == [2])
    }

    @Test(arguments: promises)
    func findsAPromiseWithoutAProof(line: String) {
        let tree = SourceTree(["Sources/KAARPC/Arena.swift": "import NIOCore\n\(line)\n"])
        #expect(self.rule.violations(in: tree).map(\.line) == [2])
    }

    @Test(arguments: promises)
    func allowsAProvenPromise(line: String) {
        let tree = SourceTree(["Sources/KAARPC/Arena.swift": "// Only its event loop touches it.\n\(line)\n"])
        #expect(self.rule.violations(in: tree).isEmpty)
    }

    @Test func allowsUnsafeCodeThatTheCompilerMarks() {
        let tree = SourceTree(["Sources/KAAStorage/Arena.swift": "unsafe bytes.copy()\nstruct Arena: Sendable {}\n"])
        #expect(self.rule.violations(in: tree).isEmpty)
    }
}
