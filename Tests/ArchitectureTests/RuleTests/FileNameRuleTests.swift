import Testing

struct FileNameRuleTests {
    private let rule = FileNameRule()

    @Test(arguments: [
        ("Arena.swift", "struct Budget {}"),
        ("Arena+Budget.swift", "struct Arena {}"),
        ("Arena+Budget.swift", "extension Budget {}"),
        ("Arena.swift", "struct Budget { struct Arena {} }"),
        ("Arena.swift", "let sample = \"struct Arena {}\""),
        ("KAAWire.swift", "struct KAAWire {}"),
        ("Strings.swift", "func withArena() {}"),
        ("Arena+Budget.swift", "struct Budget: Arena {}"),
    ])
    func findsANameThatSaysSomethingElse(name: String, text: String) {
        let tree = SourceTree(["Sources/KAAWire/\(name)": text])
        #expect(self.rule.violations(in: tree).count == 1)
    }

    @Test(arguments: [
        ("Arena.swift", "/// An arena.\n@frozen public struct Arena: ~Copyable {}"),
        ("Arena.swift", "package final class Arena {}\nextension Arena: Sendable {}"),
        ("Arena+Budget.swift", "extension Arena { struct Budget {} }"),
        ("Status+Description.swift", "extension Google.Rpc.Status: CustomStringConvertible {}"),
        ("SQLConvertible+Standard.swift", "extension Int: SQLConvertible {}\nextension String: SQLConvertible {}"),
        ("WithArena.swift", "public func withArena() {}"),
        ("Arena.swift", "func makeArena() {}"),
        ("Metadata.swift", "public typealias Metadata = [String]"),
        ("main.swift", "print(1)"),
    ])
    func allowsANameThatTheFileBearsOut(name: String, text: String) {
        #expect(self.rule.violations(in: SourceTree(["Sources/KAAWire/\(name)": text])).isEmpty)
    }
}
