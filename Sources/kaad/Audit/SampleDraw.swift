import Crypto
import Foundation

/// Draws persons so that anyone with the seed and the list draws the same.
///
/// Each person has a rank, the SHA-256 hash of the seed, a line feed and the identifier; those with the lowest ranks are
/// drawn. So the order of the list doesn't matter, and a person more or less in it moves at most one of those drawn.
struct SampleDraw {
    /// A person who was drawn.
    struct Drawn: Equatable {
        /// The opaque identifier.
        let id: String
        /// The rank, in hexadecimal digits.
        let rank: String
    }

    let seed: String

    /// Those drawn from `identifiers`, in the order of their ranks.
    func draw(_ count: Int, from identifiers: some Sequence<String>) -> [Drawn] {
        let ranked = Set(identifiers).map { id in
            Drawn(id: id, rank: Self.hexadecimal(SHA256.hash(data: Data("\(self.seed)\n\(id)".utf8))))
        }
        return Array(ranked.sorted { $0.rank < $1.rank }.prefix(count))
    }

    /// Bytes as hexadecimal digits.
    static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
