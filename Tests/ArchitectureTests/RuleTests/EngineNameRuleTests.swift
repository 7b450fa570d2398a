import Testing

struct EngineNameRuleTests {
    private let rule = EngineNameRule()

    @Test(arguments: [
        "import GRDB",
        "let location = SQLiteLocation()",
        "let sql = \"SELECT name FROM sqlite_master\"",
        "let url = \"postgresql://localhost\"",
    ])
    func findsAModuleThatNamesTheEngine(line: String) {
        let tree = SourceTree(["Sources/Modules/Outreach/Storage/RegisterStorage.swift": "\n\(line)\n"])
        #expect(self.rule.violations(in: tree).map(\.line) == [2])
    }

    @Test func allowsTheNameInStorageAndInDocumentation() {
        let tree = SourceTree([
            "Sources/KAAStorage/Engine.swift": "import GRDB\n",
            "Sources/Modules/Outreach/Storage/RegisterStorage.swift":
                "/// The portable subset, which SQLite has too.\n",
        ])
        #expect(self.rule.violations(in: tree).isEmpty)
    }
}
