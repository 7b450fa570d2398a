import Testing

struct ForbiddenCallRuleTests {
    private let rule = ForbiddenCallRule()

    @Test(arguments: [
        "let row = try! decode()",
        "let row = value as! Row",
        "default: fatalError(\"unreachable\")",
        "Task { await run() }",
        "Task(priority: .high) { await run() }",
        "Task.detached { await run() }",
        "print(row)",
        "debugPrint(row)",
        "let text = \"\\(try! decode())\"",
    ])
    func findsTheCall(line: String) {
        let tree = SourceTree(["Sources/KAAKernel/Row.swift": "\n\(line)\n"])
        #expect(self.rule.violations(in: tree).map(\.line) == [2])
    }

    @Test(arguments: [
        "try await Task.sleep(for: .seconds(1))",
        "let task: Task<Void, Never>? = nil",
        "let row = try? decode()",
        "guard try !isDone() else { return }",
        "let isRow = value is Row",
        "func print(_ row: Row) {}",
        "self.printer.print(row)",
        "/// Never use `try!` or `print(row)`.",
        "let text = \"fatalError(1)\"",
        "let text = #\"\"\"\nprint(row)\n\"\"\"#",
    ])
    func allowsWhatOnlyLooksLikeIt(line: String) {
        #expect(self.rule.violations(in: SourceTree(["Sources/KAAKernel/Row.swift": line])).isEmpty)
    }

    @Test func allowsTheCommandLineToPrintButNotToCrash() {
        let tree = SourceTree(["Sources/kaad/Commands/Report.swift": "print(row)\nlet row = try! decode()\n"])
        #expect(self.rule.violations(in: tree).map(\.line) == [2])
    }
}
