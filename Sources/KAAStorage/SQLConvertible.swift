/// A type whose values can be bound to a statement and read from a row.
///
/// An enumeration over a convertible raw value only declares the conformance:
///
/// ```swift
/// enum Channel: String, SQLConvertible { case letter, phone }
/// ```
public protocol SQLConvertible {
    /// The stored form of the value.
    var sqlValue: SQLValue { get }

    /// Reads a value from its stored form.
    ///
    /// - Throws: ``SQLConversionError`` if `sqlValue` is not a stored form of this type. The error must
    ///   not hold the value, which may be personal data.
    init(sqlValue: SQLValue) throws
}

extension SQLConvertible where Self: RawRepresentable, RawValue: SQLConvertible {
    /// The stored form of the raw value.
    public var sqlValue: SQLValue {
        self.rawValue.sqlValue
    }

    /// Reads the raw value.
    ///
    /// - Throws: ``SQLConversionError`` if there is no case with the stored raw value.
    public init(sqlValue: SQLValue) throws {
        guard let value = Self(rawValue: try RawValue(sqlValue: sqlValue)) else {
            throw SQLConversionError(stored: sqlValue, expected: "a known \(Self.self)")
        }
        self = value
    }
}

extension Optional: SQLConvertible where Wrapped: SQLConvertible {
    /// The stored form of the wrapped value, or `NULL`.
    public var sqlValue: SQLValue {
        switch self {
        case .none: .null
        case .some(let wrapped): wrapped.sqlValue
        }
    }

    /// Reads `NULL` as `nil`, and everything else as the wrapped type.
    ///
    /// - Throws: ``SQLConversionError`` from the wrapped type.
    public init(sqlValue: SQLValue) throws {
        switch sqlValue {
        case .null: self = .none
        default: self = .some(try Wrapped(sqlValue: sqlValue))
        }
    }
}
