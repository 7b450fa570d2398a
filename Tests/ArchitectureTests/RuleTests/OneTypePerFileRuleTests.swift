import Testing

struct OneTypePerFileRuleTests {
    private let rule = OneTypePerFileRule()

    @Test(arguments: [
        "struct Arena {}\nstruct Budget {}\n",
        "public protocol Arena: AnyObject {}\n@frozen public enum Budget {}\n",
        "final class Arena { class func make() {} }\nactor Budget {}\n",
    ])
    func findsASecondType(text: String) {
        let tree = SourceTree(["Sources/KAAWire/Arena.swift": text])
        #expect(self.rule.violations(in: tree).map(\.line) == [2])
    }

    @Test(arguments: [
        "struct Arena { struct Budget {} }\nextension Arena { enum Limit {} }\n",
        "struct Arena {}\nprivate struct Budget {}\nfileprivate final class Page {}\n",
        "struct Arena {}\ntypealias Arenas = [Arena]\n",
        "struct Arena { let kind = Kind.class, other: any Actor = Kind.actor, `struct` = 1 }\n",
    ])
    func allowsWhatBelongsToTheType(text: String) {
        #expect(self.rule.violations(in: SourceTree(["Sources/KAAWire/Arena.swift": text])).isEmpty)
    }
}
