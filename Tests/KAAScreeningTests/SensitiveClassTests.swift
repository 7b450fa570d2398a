import KAAScreening
import Testing

@Suite struct SensitiveClassTests {
    @Test func hasANameThatDoesNotChange() {
        #expect(SensitiveClass.namedUnit.rawValue == "NAMED_UNIT")
        #expect(Set(SensitiveClass.allCases.map(\.rawValue)).count == 8)
    }
}
