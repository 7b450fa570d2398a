/// Mixes the parts of a key into a fingerprint.
///
/// A row costs one of these, so it is a multiplication and a shift a part rather than the standard library's hasher, whose
/// defence against chosen collisions a file from the municipality's own registers doesn't call for.
struct Fingerprint: Sendable {
    private(set) var value: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// Mixes in a part.
    mutating func mix(_ part: UInt64) {
        let product = (self.value ^ part).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        self.value = product.high ^ product.low
    }

    /// The fingerprint of one part.
    static func of(_ part: UInt64) -> UInt64 {
        var fingerprint = Fingerprint()
        fingerprint.mix(part)
        return fingerprint.value
    }
}
