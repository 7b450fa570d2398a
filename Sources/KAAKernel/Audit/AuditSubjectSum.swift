import Crypto
import Foundation

/// What a set of pairs of a person and a leaf comes to, in whichever order they are added.
///
/// Keyed with what nobody knows beforehand, so that no other set can be chosen that comes to the same.
struct AuditSubjectSum {
    /// The sum of the pairs' digests.
    private(set) var total = SIMD4<UInt64>(repeating: 0)

    private let key: UInt64

    /// Creates the sum of nothing.
    ///
    /// - Parameter key: A random number, the same for sums that are compared.
    init(key: UInt64) {
        self.key = key
    }

    /// Adds a pair.
    mutating func add(_ subject: YoungPersonID, at position: Int64) {
        let id = subject.rawValue.uuid
        // 32 bytes, which SHA-256 takes at once.
        var bytes: [UInt8] = [
            id.0, id.1, id.2, id.3, id.4, id.5, id.6, id.7, id.8, id.9, id.10, id.11, id.12, id.13, id.14, id.15,
        ]
        for number in [UInt64(bitPattern: position), self.key] {
            for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
        }
        var words = SIMD4<UInt64>(repeating: 0)
        for (offset, byte) in SHA256.hash(data: bytes).enumerated() {
            words[offset / 8] = words[offset / 8] << 8 | UInt64(byte)
        }
        self.total &+= words
    }
}
