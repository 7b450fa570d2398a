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
        let bytes = [high, low].flatMap { word in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> $0) }
        }
        self.init(
            uuid: (
                bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7],
                bytes[8], bytes[9], bytes[10], bytes[11], bytes[12], bytes[13], bytes[14], bytes[15]
            )
        )
    }
}
