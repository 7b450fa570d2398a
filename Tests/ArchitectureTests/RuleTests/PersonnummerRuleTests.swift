import Testing

/// The numbers are put together here, since the rule reads this file too.
struct PersonnummerRuleTests {
    private let rule = PersonnummerRule()

    @Test(arguments: [
        ["20061121", "1236"], ["1912", "12121212"], ["20061181", "1233"], ["20080229", "-", "1237"],
        ["121212", "-", "1212"], ["121212", "+", "1212"],
    ])
    func findsANumberThatSomebodyMayHave(parts: [String]) {
        let tree = SourceTree(["docs/example.csv": "personnummer,namn\n\(parts.joined()),Ada\n"])
        #expect(self.rule.violations(in: tree).map(\.line) == [2])
    }

    @Test func neverRepeatsTheNumber() {
        let number = ["20061121", "1236"].joined()
        let violations = self.rule.violations(in: SourceTree(["docs/example.csv": number]))
        #expect(violations.count == 1)
        #expect(!violations.map(\.description).joined().contains(number.suffix(4)))
    }

    @Test(arguments: [
        "200611212382", "20061121-2390", "200611812389", "200802292383",
        ["20061121", "1237"].joined(),
        ["20061321", "1232"].joined(),
        ["x20061121", "1236"].joined(),
        ["20061121", "12364"].joined(),
        "212000-0142", "2026-11-21",
    ])
    func allowsTestNumbersAndOtherFigures(text: String) {
        #expect(self.rule.violations(in: SourceTree(["docs/example.csv": text])).isEmpty)
    }
}
