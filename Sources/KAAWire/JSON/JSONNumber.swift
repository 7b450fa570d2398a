/// Reads numbers as JSON writes them (RFC 8259, section 6), without loss.
enum JSONNumber {
    /// The exact value, also of forms such as `1e3` and `1.0`; `nil` if it is no integer or out of range.
    static func integer<Integer: FixedWidthInteger>(_ text: String) -> Integer? {
        guard JSONParser.isNumber(text) else { return nil }
        if let value = Integer(text) { return value }
        let parts = text.split(whereSeparator: { $0 == "e" || $0 == "E" })
        guard let mantissa = parts.first, let exponent = parts.count == 2 ? Int(parts[1]) : 0 else { return nil }
        let halves = mantissa.split(separator: ".")
        guard let whole = halves.first else { return nil }
        let fraction = halves.count == 2 ? halves[1] : ""
        var digits = String(whole) + fraction
        // Beyond this every integer has either run over or become a fraction.
        guard (-1000...1000).contains(exponent) else { return digits.allSatisfy { "-0".contains($0) } ? 0 : nil }
        let shift = exponent - fraction.count
        if shift >= 0 {
            digits += String(repeating: "0", count: shift)
        } else {
            guard digits.suffix(-shift).allSatisfy({ $0 == "0" || $0 == "-" }) else { return nil }
            digits = String(digits.dropLast(-shift))
        }
        return digits.isEmpty || digits == "-" ? 0 : Integer(digits)
    }

    /// The nearest value; `nil` if this is no number, or out of range.
    static func real<Real: BinaryFloatingPoint & LosslessStringConvertible>(_ text: String) -> Real? {
        guard JSONParser.isNumber(text), let value = Real(text), value.isFinite else { return nil }
        return value
    }
}
