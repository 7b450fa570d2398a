import Foundation

extension UUID {
    /// Creates an identifier of version 7.
    ///
    /// - Note: RFC 9562 section 5.7.
    init(version7At moment: Date, using generator: inout some RandomNumberGenerator) {
        let milliseconds = UInt64(max(0, moment.timeIntervalSince1970 * 1_000))
        let random = UInt64.random(in: 0..<(1 << 16), using: &generator)
        self.init(high: milliseconds << 16 | random, low: generator.next(), version: 7)
    }

    /// Creates an identifier from 128 bits, with version and variant put in their places.
    init(high: UInt64, low: UInt64, version: UInt64) {
        let high = high & 0xffff_ffff_ffff_0fff | version << 12
        let low = low & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000
        self.init(high: high, low: low)
    }
}
