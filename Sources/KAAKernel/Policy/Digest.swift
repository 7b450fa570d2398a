import Crypto
import Foundation

/// Short names of long texts.
enum Digest {
    /// The first 16 hexadecimal digits of the SHA-256 of a text.
    static func short(of text: String) -> String {
        SHA256.hash(data: Data(text.utf8)).prefix(8).map(self.hexadecimal).joined()
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }
}
