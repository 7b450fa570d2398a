/// Random numbers that follow from a seed, so that what was found can be found again.
///
/// - Note: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
package struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    package init(seed: UInt64) {
        self.state = seed
    }

    package mutating func next() -> UInt64 {
        self.state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = self.state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension SplitMix {
    /// True in `percent` of a hundred draws.
    package mutating func chance(_ percent: Int) -> Bool {
        Int(self.next() % 100) < percent
    }

    /// True once in so many draws.
    package mutating func oneIn(_ count: Int) -> Bool {
        self.number(in: 1...count) == 1
    }

    /// A number of the range.
    package mutating func number(in range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(self.next() % UInt64(range.count))
    }

    /// One of the elements, of which there is at least one.
    package mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[self.number(in: 0...elements.count - 1)]
    }

    /// Some of several, at least one.
    package mutating func some<Element>(of all: [Element]) -> [Element] {
        Array(all.shuffled(using: &self).prefix(self.number(in: 1...all.count)))
    }

    /// So many random bytes.
    package mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: self.next()) }
    }
}
