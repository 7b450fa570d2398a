public import Foundation
import Synchronization

/// Identifiers that follow from a seed alone, for demonstrations and tests.
///
/// Never for production: they can be guessed.
public final class SeededIdentifiers: IdentifierSource {
    private let generator: Mutex<SplitMix64>

    /// Creates a source; equal seeds give equal identifiers in equal order.
    public init(seed: UInt64) {
        self.generator = Mutex(SplitMix64(state: seed))
    }

    /// The next identifier of the sequence.
    ///
    /// - Note: RFC 9562 section 5.8 (UUID version 8).
    public func next() -> UUID {
        self.generator.withLock { generator in
            UUID(high: generator.next(), low: generator.next(), version: 8)
        }
    }
}

/// A small generator with a full period of 2⁶⁴.
///
/// - Note: Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).
private struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        self.state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = self.state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
