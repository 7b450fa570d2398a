/// A source of numbers that gives the same numbers for the same seed, on every machine and with every compiler.
///
/// The algorithm is SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). The ways to draw from it are written here and not
/// taken from the standard library, whose algorithms may change between releases: the files made from a seed must not.
package struct SeededGenerator: Sendable {
    private var state: UInt64

    /// Creates a source that starts at `seed`; every seed is as good as any other.
    package init(seed: UInt64) {
        self.state = seed
    }

    /// Draws the next 64 bits.
    package mutating func next() -> UInt64 {
        self.state &+= 0x9e37_79b9_7f4a_7c15
        return Self.mixed(self.state)
    }

    /// Makes an independent source for one purpose and one number, without drawing from this one.
    ///
    /// What a person is drawn from doesn't depend on how much was drawn for the persons before.
    package func fork(_ purpose: Purpose, _ number: Int = 0) -> SeededGenerator {
        let label = Self.mixed(purpose.rawValue &* 0xd1b5_4a32_d192_ed03)
        let position = Self.mixed(UInt64(bitPattern: Int64(number)) ^ label)
        return SeededGenerator(seed: Self.mixed(self.state ^ label) ^ position)
    }

    /// Draws a number from zero up to, but not including, `bound`.
    ///
    /// The bias is below `bound` in 2⁶⁴ and doesn't matter for invented people.
    ///
    /// - Precondition: `bound` is positive.
    package mutating func below(_ bound: Int) -> Int {
        precondition(bound > 0, "A draw needs at least one outcome.")
        return Int(self.next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// Draws a number from `range`, both ends included.
    package mutating func number(in range: ClosedRange<Int>) -> Int {
        range.lowerBound + self.below(range.upperBound - range.lowerBound + 1)
    }

    /// Draws a number from 0.0 up to, but not including, 1.0, in steps of 2⁻⁵³.
    package mutating func fraction() -> Double {
        Double(self.next() >> 11) * 0x1p-53
    }

    /// Says yes with the given probability: never at zero or below, always at one or above.
    package mutating func happens(_ probability: Double) -> Bool {
        self.fraction() < probability
    }

    /// Draws one of `elements`, all equally likely.
    ///
    /// - Precondition: `elements` isn't empty.
    package mutating func element<Element>(of elements: [Element]) -> Element {
        elements[self.below(elements.count)]
    }

    /// Draws one of `outcomes` with the probability that its share has of the sum of all shares.
    ///
    /// - Precondition: `outcomes` isn't empty; no share is negative.
    package mutating func outcome<Outcome>(of outcomes: [(outcome: Outcome, share: Double)]) -> Outcome {
        var rest = self.fraction() * outcomes.reduce(0) { $0 + $1.share }
        for (outcome, share) in outcomes.dropLast() {
            if rest < share {
                return outcome
            }
            rest -= share
        }
        return outcomes[outcomes.count - 1].outcome
    }

    /// Puts `elements` in a drawn order, all orders equally likely (Fisher and Yates).
    package mutating func shuffle<Element>(_ elements: inout [Element]) {
        for last in stride(from: elements.count - 1, to: 0, by: -1) {
            elements.swapAt(last, self.below(last + 1))
        }
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

extension SeededGenerator {
    /// What an independent source is used for.
    package enum Purpose: UInt64, Sendable {
        case numbers = 1
        case names
        case home
        case residence
        case schooling
        case notices
        case script
        case places
        case population
    }
}
