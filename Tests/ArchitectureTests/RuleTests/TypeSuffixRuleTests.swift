import Testing

struct TypeSuffixRuleTests {
    private let rule = TypeSuffixRule()

    @Test(arguments: [
        "Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Handler", "Impl", "Protocol", "Base",
        "Info", "Data", "DTO",
    ])
    func findsASuffixThatFitsAnything(suffix: String) {
        let tree = SourceTree(["Sources/KAAKernel/Contact\(suffix).swift": "\nstruct Contact\(suffix) {}\n"])
        #expect(self.rule.violations(in: tree).map(\.line) == [nil, 2])
    }

    @Test func findsANestedType() {
        let tree = SourceTree(["Sources/KAAKernel/Contact.swift": "struct Contact {\n    enum RowData {}\n}\n"])
        #expect(self.rule.violations(in: tree).map(\.line) == [2])
    }

    @Test(arguments: [
        ("KAARPC", "ConnectionHandler"), ("KAAKernel", "ContactEventHandler"), ("KAAKernel", "Metadata"),
        ("KAAKernel", "ModuleDatabase"), ("KAAKernel/Contract/Generated", "ErrorInfo"),
    ])
    func allowsWhatIsEstablished(folder: String, name: String) {
        #expect(self.rule.violations(in: SourceTree(["Sources/\(folder)/\(name).swift": "struct \(name) {}"])).isEmpty)
    }
}
