import Foundation
import KAAKernel
import Testing

struct IdentifierSourceTests {
    @Test func sortsByTheTimeTheyWereMade() {
        let clock = ManualClock(Date(timeIntervalSince1970: 1_700_000_000))
        let source = TimeOrderedIdentifiers(clock: clock)
        var texts: [String] = []
        for _ in 0..<20 {
            texts.append(source.next().uuidString)
            clock.advance(bySeconds: 0.002)
        }

        #expect(texts == texts.sorted())
        #expect(texts.allSatisfy { $0.dropFirst(14).first == "7" })
        #expect(texts.allSatisfy { $0.dropFirst(19).first.map { "89AB".contains($0) } == true })
        #expect(texts.first?.hasPrefix("018BCFE5-6800") == true)
    }

    @Test func differsWithinOneMillisecond() {
        let source = TimeOrderedIdentifiers(clock: ManualClock(Date(timeIntervalSince1970: 0)))
        #expect(Set((0..<1_000).map { _ in source.next() }).count == 1_000)
    }

    @Test func repeatsFromTheSameSeedAndFromNoOther() {
        let first = SeededIdentifiers(seed: 7)
        let again = SeededIdentifiers(seed: 7)
        let other = SeededIdentifiers(seed: 8)
        let identifiers = (0..<100).map { _ in first.next() }

        #expect(identifiers == (0..<100).map { _ in again.next() })
        #expect(Set(identifiers).isDisjoint(with: (0..<100).map { _ in other.next() }))
        #expect(Set(identifiers).count == 100)
    }
}
