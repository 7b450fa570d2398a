import Foundation
import KAAStorage
import Logging
import Testing

@testable import KAAKernel

/// What a guarded value gives away: nothing, in any of the ways in which Swift makes text of a value.
struct GuardedTests {
    private static let secret = "Osynliga gränden 238"

    private struct Holder {
        let address: Guarded<String>
    }

    private let subject = YoungPersonID(SeededIdentifiers(seed: 1).next())

    private var guarded: Guarded<String> { Guarded(Self.secret, about: self.subject) }

    @Test func noTextShowsIt() {
        let holder = Holder(address: self.guarded)
        let whole: [Any] = [holder, self.guarded, Optional(self.guarded) as Any, [self.guarded], ["a": self.guarded]]
        var texts = whole.map { String(describing: $0) } + whole.map { String(reflecting: $0) }
        for value in whole {
            var dumped = ""
            dump(value, to: &dumped)
            texts.append(dumped)
            texts.append("\(value)")
        }
        texts.append(Logger.MetadataValue.stringConvertible(self.guarded).description)
        for text in texts {
            #expect(!text.contains("gränden"), "\(text.count) characters")
            #expect(!text.contains("238"))
        }
        #expect(texts.contains { $0.contains("***") })
    }

    @Test func noMirrorOpensIt() {
        func search(_ value: Any, depth: Int) -> Bool {
            if let text = value as? String, text.contains("gränden") { return true }
            guard depth < 8 else { return false }
            return Mirror(reflecting: value).children.contains { search($0.value, depth: depth + 1) }
        }
        #expect(!search(Holder(address: self.guarded), depth: 0))
        #expect(search([Self.secret], depth: 0))
    }

    @Test func itCannotBeEncodedComparedOrHashed() {
        let value: Any = self.guarded
        #expect(!(value is any Encodable))
        #expect(!(value is any Hashable))
        #expect(!(value is any LosslessStringConvertible))
        #expect(!(value is any SQLConvertible))
    }

    @Test func onlyThePermitOfItsPersonRevealsIt() {
        #expect(self.guarded.reveal(with: RevealPermit(self.subject)) == Self.secret)
        #expect(self.guarded.reveal(with: RevealPermit(YoungPersonID(SeededIdentifiers(seed: 2).next()))) == nil)
    }
}
