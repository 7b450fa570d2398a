/// A value as a database stores it.
///
/// The five cases are what every engine has in common. Dates, identifiers and codes are mapped to
/// them by ``SQLConvertible``.
public enum SQLValue: Hashable, Sendable {
    /// No value.
    case null

    /// A signed integer; booleans are stored as 0 and 1.
    case integer(Int64)

    /// A double-precision number.
    case real(Double)

    /// Text, stored as UTF-8.
    case text(String)

    /// Bytes.
    case blob([UInt8])
}

extension SQLValue {
    /// The name of the case, for error texts: it says what is stored without saying the value.
    package var kind: StaticString {
        switch self {
        case .null: "NULL"
        case .integer: "an integer"
        case .real: "a real"
        case .text: "text"
        case .blob: "a blob"
        }
    }
}

extension SQLValue: ExpressibleByNilLiteral, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
    /// Creates ``null``.
    public init(nilLiteral: ()) {
        self = .null
    }

    /// Creates an ``integer(_:)``.
    public init(integerLiteral value: Int64) {
        self = .integer(value)
    }

    /// Creates a ``text(_:)``.
    public init(stringLiteral value: String) {
        self = .text(value)
    }
}
