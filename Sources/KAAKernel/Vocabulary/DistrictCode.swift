/// The code of a city district (*stadsdelsområde*).
///
/// Any short code is well-formed; ``DistrictDirectory`` knows which ones a city has, and when.
public struct DistrictCode: Hashable, Sendable, BitwiseCopyable {
    @usableFromInline
    let code: ShortCode

    /// Reads a code from UTF-8, or returns `nil` if the bytes can't be a ``ShortCode``.
    ///
    /// A code with ten digits or more is refused too: it would be a personnummer in the wrong column, and codes of
    /// districts are shown in figures.
    public init?(utf8 bytes: Span<UInt8>) {
        guard let code = ShortCode(utf8: bytes) else { return nil }
        var digitCount = 0
        for index in bytes.indices where (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) {
            digitCount += 1
        }
        guard digitCount < 10 else { return nil }
        self.code = code
    }
}

extension DistrictCode {
    // Without these, RawRepresentable would compare and hash the text of the raw value.

    /// Whether two codes are the same.
    @inlinable
    public static func == (lhs: DistrictCode, rhs: DistrictCode) -> Bool {
        lhs.code == rhs.code
    }

    /// Hashes the code.
    @inlinable
    public func hash(into hasher: inout Hasher) {
        hasher.combine(self.code)
    }
}

extension DistrictCode: RawRepresentable, Comparable, CustomStringConvertible {
    /// Creates a code from a text, or returns `nil` if the text can't be a ``ShortCode``.
    public init?(rawValue: String) {
        self.init(utf8: rawValue.utf8.span)
    }

    /// The code as a text.
    public var rawValue: String { self.code.rawValue }

    /// The code as a text.
    public var description: String { self.rawValue }

    /// Orders codes by their bytes.
    public static func < (lhs: DistrictCode, rhs: DistrictCode) -> Bool {
        lhs.code < rhs.code
    }
}

extension DistrictCode: ExpressibleByStringLiteral {
    /// Creates a code from a literal in the source.
    ///
    /// - Precondition: The literal is a ``ShortCode``.
    public init(stringLiteral literal: StaticString) {
        self.code = ShortCode(stringLiteral: literal)
    }
}
