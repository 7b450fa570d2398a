import Foundation

/// Bytes of a fixed DER frame as text between two lines that name it.
///
/// - Note: RFC 7468.
enum PEM {
    static func text(_ label: String, _ bytes: [UInt8]) -> String {
        let encoded = Data(bytes).base64EncodedString()
        return "-----BEGIN \(label)-----\n\(encoded)\n-----END \(label)-----\n"
    }

    /// The bytes of the only block of `text`, if it has the label.
    static func bytes(_ label: String, in text: String) -> [UInt8]? {
        let lines = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
        guard
            lines.count >= 3,
            lines.first == "-----BEGIN \(label)-----",
            lines.last == "-----END \(label)-----",
            let data = Data(base64Encoded: lines.dropFirst().dropLast().joined())
        else { return nil }
        return Array(data)
    }
}
