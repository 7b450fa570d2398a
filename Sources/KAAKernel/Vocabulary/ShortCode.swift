/// A code of 1–16 bytes of UTF-8 without spaces or control characters, held without heap storage.
///
/// Code lists (districts, study paths) have short codes, and a register holds millions of them: an inline value is
/// copied, compared and hashed as two machine words. Codes are compared byte for byte.
public struct ShortCode: Hashable, Sendable, BitwiseCopyable {
    /// The longest code, in bytes: what two machine words hold.
    public static let maximumByteCount = 16

    /// The first eight bytes, the first one uppermost, so that integers compare as the texts do.
    @usableFromInline
    let high: UInt64
    @usableFromInline
    let low: UInt64

    /// Reads a code from UTF-8, or returns `nil` if it is empty, too long, not UTF-8, or holds a space or a control
    /// character.
    public init?(utf8 bytes: Span<UInt8>) {
        guard (1...Self.maximumByteCount).contains(bytes.count) else { return nil }
        var high: UInt64 = 0
        var low: UInt64 = 0
        var isASCII = true
        for index in 0..<bytes.count {
            let byte = bytes[index]
            guard byte > 0x20, byte != 0x7F else { return nil }
            isASCII = isASCII && byte < 0x80
            let shift = UInt64(56 - (index & 7) * 8)
            if index < 8 {
                high |= UInt64(byte) << shift
            } else {
                low |= UInt64(byte) << shift
            }
        }
        self.high = high
        self.low = low
        guard isASCII || Self.isCode(bytes) else { return nil }
    }

    /// Whether bytes that aren't all ASCII are UTF-8 without white space and control characters of other scripts.
    private static func isCode(_ bytes: Span<UInt8>) -> Bool {
        do {
            let text = String(copying: try UTF8Span(validating: bytes))
            return text.unicodeScalars.allSatisfy { scalar in
                switch scalar.properties.generalCategory {
                case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator: false
                default: true
                }
            }
        } catch {
            return false
        }
    }

    /// Whether the code begins with `prefix`, byte for byte.
    public func hasPrefix(_ prefix: ShortCode) -> Bool {
        // The bits that the prefix doesn't fill are zero, and codes hold no zero bytes.
        let highMask = UInt64.max << UInt64(prefix.high.trailingZeroBitCount & ~7)
        let lowMask = prefix.low == 0 ? 0 : UInt64.max << UInt64(prefix.low.trailingZeroBitCount & ~7)
        return self.high & highMask == prefix.high && self.low & lowMask == prefix.low
    }

    /// The byte at `index`, zero past the end.
    private subscript(index: Int) -> UInt8 {
        let word = index < 8 ? self.high : self.low
        return UInt8(truncatingIfNeeded: word >> UInt64(56 - (index & 7) * 8))
    }
}

extension ShortCode {
    // Without these, RawRepresentable would compare and hash the text of the raw value.

    /// Whether two codes are the same.
    @inlinable
    public static func == (lhs: ShortCode, rhs: ShortCode) -> Bool {
        lhs.high == rhs.high && lhs.low == rhs.low
    }

    /// Hashes the code.
    @inlinable
    public func hash(into hasher: inout Hasher) {
        hasher.combine(self.high)
        hasher.combine(self.low)
    }
}

extension ShortCode: RawRepresentable {
    /// Creates a code from a text, or returns `nil` if the text can't be a code.
    public init?(rawValue: String) {
        self.init(utf8: rawValue.utf8.span)
    }

    /// The code as a text.
    public var rawValue: String {
        let bytes = (0..<Self.maximumByteCount).lazy.map { self[$0] }.prefix { $0 != 0 }
        return String(decoding: Array(bytes), as: UTF8.self)
    }
}

extension ShortCode: Comparable, CustomStringConvertible {
    /// Orders codes by their bytes.
    public static func < (lhs: ShortCode, rhs: ShortCode) -> Bool {
        (lhs.high, lhs.low) < (rhs.high, rhs.low)
    }

    /// The code as a text.
    public var description: String { self.rawValue }
}

extension ShortCode: ExpressibleByStringLiteral {
    /// Creates a code from a literal in the source.
    ///
    /// - Precondition: The literal is a code.
    public init(stringLiteral literal: StaticString) {
        guard let code = ShortCode(utf8: literal.description.utf8.span) else {
            preconditionFailure("The literal '\(literal)' is not a code.")
        }
        self = code
    }
}
