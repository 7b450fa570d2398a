/// The last line of defence against personal identity numbers in logs: blanks what looks like one.
///
/// A group of ten or twelve digits, with or without a hyphen, plus sign or space before the last four, is blanked if
/// its month and day could be those of a personnummer or samordningsnummer. Check digits are not looked at, since a mistyped
/// number is personal data too. Code must not rely on it: what must not be logged must not be passed to a logger.
enum LogRedactor {
    private static let replacement = Array("[redacted]".utf8)

    /// `text` with everything that looks like a personal identity number replaced by `[redacted]`.
    ///
    /// - Complexity: O(*n*); a text without a group of six digits is returned as it is, without copying.
    static func redact(_ text: String) -> String {
        guard self.mayHoldNumber(text.utf8) else {
            return text
        }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            guard let end = self.endOfNumber(bytes, from: index) else {
                result.append(bytes[index])
                index += 1
                continue
            }
            result += self.replacement
            index = end
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func mayHoldNumber(_ bytes: some Sequence<UInt8>) -> Bool {
        var run = 0
        for byte in bytes {
            run = self.isDigit(byte) ? run + 1 : 0
            if run == 6 {
                return true
            }
        }
        return false
    }

    /// The index after a number that begins at `start`, or `nil` if none does.
    private static func endOfNumber(_ bytes: [UInt8], from start: Int) -> Int? {
        guard self.isDigit(bytes[start]), start == 0 || !self.isPartOfNumber(bytes[start - 1]) else {
            return nil
        }
        let first = self.digits(bytes, from: start)
        switch first.count {
        case 10, 12:
            return self.isDate(first.dropLast(4)) ? start + first.count : nil
        case 6, 8:
            let separator = start + first.count
            guard separator < bytes.count,
                [UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: " ")].contains(bytes[separator]),
                self.digits(bytes, from: separator + 1).count == 4, self.isDate(first[...])
            else {
                return nil
            }
            return separator + 5
        default:
            return nil
        }
    }

    private static func digits(_ bytes: [UInt8], from start: Int) -> [UInt8] {
        Array(bytes[min(start, bytes.count)...].prefix { self.isDigit($0) })
    }

    /// Whether `yymmdd` or `yyyymmdd` has a month, and a day as it is or with the 60 that samordningsnummer add.
    private static func isDate(_ digits: ArraySlice<UInt8>) -> Bool {
        let values = digits.suffix(4).map { Int($0 - UInt8(ascii: "0")) }
        let month = values[0] * 10 + values[1]
        let day = values[2] * 10 + values[3]
        return (1...12).contains(month) && ((1...31).contains(day) || (61...91).contains(day))
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    /// Whether a byte before a group of digits makes it part of something longer, such as a decimal fraction.
    private static func isPartOfNumber(_ byte: UInt8) -> Bool {
        self.isDigit(byte) || byte == UInt8(ascii: ".")
    }
}
