/// The four-digit code of a municipality, for example `0180` for Stockholm.
///
/// - Note: SCB, "Län och kommuner i kodnummerordning".
public struct Kommunkod: Hashable, Sendable, BitwiseCopyable {
    @usableFromInline
    let number: UInt16

    /// Reads four ASCII digits, or returns `nil`.
    public init?(utf8 bytes: Span<UInt8>) {
        guard bytes.count == 4, let value = bytes.decimal(at: 0, count: 4) else { return nil }
        self.number = UInt16(value)
    }
}

extension Kommunkod {
    // Without these, RawRepresentable would compare and hash the text of the raw value.

    /// Whether two codes are the same.
    @inlinable
    public static func == (lhs: Kommunkod, rhs: Kommunkod) -> Bool {
        lhs.number == rhs.number
    }

    /// Hashes the code.
    @inlinable
    public func hash(into hasher: inout Hasher) {
        hasher.combine(self.number)
    }
}

extension Kommunkod: RawRepresentable {
    /// Creates a code, or returns `nil` unless `rawValue` is four digits.
    public init?(rawValue: String) {
        self.init(utf8: rawValue.utf8.span)
    }

    /// The four digits, with leading zeros.
    public var rawValue: String {
        var text = ""
        text.appendPadded(self.number, width: 4)
        return text
    }
}

extension Kommunkod: ExpressibleByStringLiteral, CustomStringConvertible {
    /// Creates a code from a literal in the source.
    ///
    /// - Precondition: The literal is four digits.
    public init(stringLiteral literal: StaticString) {
        guard let code = Kommunkod(utf8: literal.description.utf8.span) else {
            preconditionFailure("The literal '\(literal)' is not a kommunkod.")
        }
        self = code
    }

    /// The four digits.
    public var description: String { self.rawValue }
}
