import Testing

struct AllowedExceptionTests {
    private let rule = FileLengthRule()

    @Test(arguments: [
        ("FileLengthRule", "Sources/A/B.swift", true),
        ("FileLengthRule", "Sources/A/", true),
        ("FileLengthRule", "Sources/A", false),
        ("FileLengthRule", "Sources/A/C.swift", false),
        ("FileNameRule", "Sources/A/B.swift", false),
    ])
    func coversOneRuleInOnePlace(rule: String, path: String, isCovered: Bool) {
        let exception = AllowedException(rule: rule, path: path, reason: "A table.")
        #expect(exception.covers(Violation("Sources/A/B.swift", "Too long."), of: self.rule) == isCovered)
    }

    @Test func tellsWhereToLook() {
        #expect("\(Violation("Sources/A/B.swift", line: 7, "Too long."))" == "Sources/A/B.swift:7: Too long.")
    }
}
