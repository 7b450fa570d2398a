/// A Swedish postal code of five digits, for example `11251`.
public struct PostalCode: Hashable, Sendable, BitwiseCopyable {
    @usableFromInline
    let number: UInt32

    /// Reads five ASCII digits, with or without a space after the third, or returns `nil`.
    public init?(utf8 bytes: Span<UInt8>) {
        switch bytes.count {
        case 5:
            guard let value = bytes.decimal(at: 0, count: 5) else { return nil }
            self.number = UInt32(value)
        case 6:
            guard bytes[3] == UInt8(ascii: " "),
                let first = bytes.decimal(at: 0, count: 3),
                let second = bytes.decimal(at: 4, count: 2)
            else { return nil }
            self.number = UInt32(first * 100 + second)
        default:
            return nil
        }
    }
}

extension PostalCode {
    // Without these, RawRepresentable would compare and hash the text of the raw value.

    /// Whether two codes are the same.
    @inlinable
    public static func == (lhs: PostalCode, rhs: PostalCode) -> Bool {
        lhs.number == rhs.number
    }

    /// Hashes the code.
    @inlinable
    public func hash(into hasher: inout Hasher) {
        hasher.combine(self.number)
    }
}

extension PostalCode: RawRepresentable, CustomStringConvertible {
    /// Creates a postal code from a text, or returns `nil` if the text has another form.
    public init?(rawValue: String) {
        self.init(utf8: rawValue.utf8.span)
    }

    /// The five digits.
    public var rawValue: String {
        var text = ""
        text.appendPadded(self.number, width: 5)
        return text
    }

    /// The five digits.
    public var description: String { self.rawValue }
}
