/// The escapes of JSON texts.
///
/// - Note: RFC 8259, section 7.
enum JSONEscapes {
    /// The text with its escapes resolved, as UTF-8, or `nil` if an escape isn't one, or a surrogate stands alone.
    static func resolved(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
        var result: [UInt8] = []
        var rest = bytes
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\") else {
                result.append(byte)
                continue
            }
            guard let scalar = Self.scalar(&rest), let encoded = UTF8.encode(scalar) else { return nil }
            result.append(contentsOf: encoded)
        }
        return result
    }

    private static func scalar(_ rest: inout ArraySlice<UInt8>) -> Unicode.Scalar? {
        guard let kind = rest.popFirst() else { return nil }
        switch Unicode.Scalar(kind) {
        case "\"", "\\", "/": return Unicode.Scalar(kind)
        case "b": return "\u{08}"
        case "f": return "\u{0C}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "u": return Self.unicodeScalar(&rest)
        default: return nil
        }
    }

    private static func unicodeScalar(_ rest: inout ArraySlice<UInt8>) -> Unicode.Scalar? {
        guard let unit = Self.codeUnit(&rest) else { return nil }
        guard UTF16.isLeadSurrogate(unit) else { return Unicode.Scalar(unit) }
        guard rest.popFirst() == UInt8(ascii: "\\"), rest.popFirst() == UInt8(ascii: "u"),
            let trail = Self.codeUnit(&rest), UTF16.isTrailSurrogate(trail)
        else { return nil }
        return Unicode.Scalar(0x1_0000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(trail) - 0xDC00))
    }

    private static func codeUnit(_ rest: inout ArraySlice<UInt8>) -> UInt16? {
        guard rest.count >= 4 else { return nil }
        let digits = String(decoding: rest.prefix(4), as: UTF8.self)
        rest.removeFirst(4)
        guard digits.allSatisfy(\.isHexDigit) else { return nil }
        return UInt16(digits, radix: 16)
    }
}
