import Crypto

/// A short text that changes when another text does.
enum Fingerprint {
    /// SHA-256 in hexadecimal, over the text with its runs of white space made one space each.
    static func of(_ text: String) -> String {
        let normalised = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return SHA256.hash(data: Array(normalised.utf8))
            .map { byte in
                let digits = String(byte, radix: 16)
                return digits.count == 1 ? "0\(digits)" : digits
            }
            .joined()
    }
}
