import Testing

@testable import KAADemonstration

struct SeededGeneratorTests {
    /// The values that the authors' own program prints for the seed 1234567.
    @Test func drawsTheNumbersOfSplitMix64() {
        var random = SeededGenerator(seed: 1_234_567)
        let drawn = (0..<3).map { _ in random.next() }
        #expect(drawn == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
    }

    @Test func forksWithoutAdvancingAndWithoutRepeating() {
        let random = SeededGenerator(seed: 5)
        var first = random.fork(.names, 1)
        var again = random.fork(.names, 1)
        var other = random.fork(.names, 2)
        var otherPurpose = random.fork(.home, 1)
        let value = first.next()
        #expect(value == again.next())
        #expect(Set([value, other.next(), otherPurpose.next()]).count == 3)
    }

    @Test func staysWithinBounds() {
        var random = SeededGenerator(seed: 1)
        let drawn = (0..<2000).map { _ in random.number(in: 3...6) }
        #expect(Set(drawn) == [3, 4, 5, 6])
    }

    @Test func drawsOutcomesByTheirShares() {
        var random = SeededGenerator(seed: 2)
        let outcomes: [(outcome: String, share: Double)] = [("a", 1), ("b", 2), ("never", 0), ("c", 7)]
        var counts: [String: Int] = [:]
        for _ in 0..<10_000 {
            counts[random.outcome(of: outcomes), default: 0] += 1
        }
        #expect(counts["never"] == nil)
        #expect((850...1150).contains(counts["a", default: 0]))
        #expect((6700...7300).contains(counts["c", default: 0]))
    }

    @Test func shufflesWithoutLosingAnything() {
        var random = SeededGenerator(seed: 3)
        var numbers = Array(0..<500)
        random.shuffle(&numbers)
        #expect(numbers != Array(0..<500))
        #expect(numbers.sorted() == Array(0..<500))
    }
}
