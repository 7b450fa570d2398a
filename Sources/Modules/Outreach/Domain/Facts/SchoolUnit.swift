import Foundation
import KAAKernel

/// The school unit an enrolment is at: Skolverket's *skolenhetskod*, or the SS 12000 organisation where no code is given.
struct SchoolUnit: Hashable, Sendable, BitwiseCopyable {
    /// The upper half of an organisation's identifier; zero for a skolenhetskod.
    private let high: UInt64
    /// The lower half of an organisation's identifier, or the skolenhetskod.
    private let low: UInt64

    /// Reads a skolenhetskod, eight ASCII digits, or returns `nil`.
    init?(codeUTF8 bytes: Span<UInt8>) {
        guard bytes.count == 8 else { return nil }
        var value: UInt64 = 0
        for index in 0..<8 {
            let digit = bytes[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            value = value * 10 + UInt64(digit)
        }
        self.high = 0
        self.low = value
    }

    /// Takes an organisation's identifier, or returns `nil` if it could be mistaken for a skolenhetskod.
    init?(organisation: UUID) {
        let bytes = organisation.uuid
        self.high = [bytes.0, bytes.1, bytes.2, bytes.3, bytes.4, bytes.5, bytes.6, bytes.7]
            .reduce(0) { $0 << 8 | UInt64($1) }
        self.low = [bytes.8, bytes.9, bytes.10, bytes.11, bytes.12, bytes.13, bytes.14, bytes.15]
            .reduce(0) { $0 << 8 | UInt64($1) }
        guard self.high != 0 else { return nil }
    }

    /// Reads what ``description`` gives, or returns `nil`.
    init?(_ text: String) {
        if let unit = SchoolUnit(codeUTF8: text.utf8.span) {
            self = unit
        } else if let identifier = UUID(uuidString: text), let unit = SchoolUnit(organisation: identifier) {
            self = unit
        } else {
            return nil
        }
    }
}

extension SchoolUnit: CustomStringConvertible {
    /// Eight digits, or a lower-case UUID.
    var description: String {
        guard self.high != 0 else {
            let digits = String(self.low)
            return String(repeating: "0", count: 8 - digits.utf8.count) + digits
        }
        let digits = Self.hexadecimal(self.high) + Self.hexadecimal(self.low)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { text.append("-") }
            text.append(digit)
        }
        return text
    }

    private static func hexadecimal(_ word: UInt64) -> String {
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}
