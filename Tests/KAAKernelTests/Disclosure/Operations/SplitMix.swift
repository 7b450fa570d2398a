/// Numbers that a seed decides, so that a run that finds something can be repeated.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        self.state = seed
    }

    /// The next number of the SplitMix64 sequence (Steele, Lea and Flood, 2014).
    mutating func next() -> UInt64 {
        self.state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = self.state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Whether something happens that does so in `share` of all cases.
    mutating func happens(_ share: Double) -> Bool {
        Double.random(in: 0..<1, using: &self) < share
    }

    /// Some of several, at least one.
    mutating func some<Element>(of all: [Element]) -> [Element] {
        Array(all.shuffled(using: &self).prefix(Int.random(in: 1...all.count, using: &self)))
    }
}
