public import Foundation

extension SQLValue: SQLConvertible {
    /// The value itself.
    public var sqlValue: SQLValue {
        self
    }

    /// Takes any stored value as it is.
    public init(sqlValue: SQLValue) {
        self = sqlValue
    }
}

extension Int64: SQLConvertible {
    /// The integer as it is.
    public var sqlValue: SQLValue {
        .integer(self)
    }

    /// Reads an integer.
    public init(sqlValue: SQLValue) throws {
        guard case .integer(let value) = sqlValue else {
            throw SQLConversionError(stored: sqlValue, expected: "Int64")
        }
        self = value
    }
}

extension Int: SQLConvertible {
    /// The integer as it is.
    public var sqlValue: SQLValue {
        .integer(Int64(self))
    }

    /// Reads an integer.
    public init(sqlValue: SQLValue) throws {
        guard case .integer(let stored) = sqlValue, let value = Int(exactly: stored) else {
            throw SQLConversionError(stored: sqlValue, expected: "Int")
        }
        self = value
    }
}

extension Int32: SQLConvertible {
    /// The integer, widened.
    public var sqlValue: SQLValue {
        .integer(Int64(self))
    }

    /// Reads an integer in the range of 32 bits.
    public init(sqlValue: SQLValue) throws {
        guard case .integer(let stored) = sqlValue, let value = Int32(exactly: stored) else {
            throw SQLConversionError(stored: sqlValue, expected: "Int32")
        }
        self = value
    }
}

extension Bool: SQLConvertible {
    /// 1 for `true`, 0 for `false`.
    public var sqlValue: SQLValue {
        .integer(self ? 1 : 0)
    }

    /// Reads 0 or 1; any other integer is an error.
    public init(sqlValue: SQLValue) throws {
        switch sqlValue {
        case .integer(0): self = false
        case .integer(1): self = true
        default: throw SQLConversionError(stored: sqlValue, expected: "Bool")
        }
    }
}

extension Double: SQLConvertible {
    /// The number as it is; engines store a NaN as `NULL`.
    public var sqlValue: SQLValue {
        .real(self)
    }

    /// Reads a real, or an integer that a double holds exactly.
    public init(sqlValue: SQLValue) throws {
        switch sqlValue {
        case .real(let value):
            self = value
        case .integer(let stored):
            guard let value = Double(exactly: stored) else {
                throw SQLConversionError(stored: sqlValue, expected: "Double")
            }
            self = value
        default:
            throw SQLConversionError(stored: sqlValue, expected: "Double")
        }
    }
}

extension String: SQLConvertible {
    /// The text as it is.
    public var sqlValue: SQLValue {
        .text(self)
    }

    /// Reads text.
    public init(sqlValue: SQLValue) throws {
        guard case .text(let value) = sqlValue else {
            throw SQLConversionError(stored: sqlValue, expected: "String")
        }
        self = value
    }
}

extension [UInt8]: SQLConvertible {
    /// The bytes as they are.
    public var sqlValue: SQLValue {
        .blob(self)
    }

    /// Reads a blob.
    public init(sqlValue: SQLValue) throws {
        guard case .blob(let value) = sqlValue else {
            throw SQLConversionError(stored: sqlValue, expected: "[UInt8]")
        }
        self = value
    }
}

extension UUID: SQLConvertible {
    /// The sixteen bytes in network order (RFC 9562 section 4), half the size of the text form.
    public var sqlValue: SQLValue {
        let bytes = self.uuid
        return .blob([
            bytes.0, bytes.1, bytes.2, bytes.3, bytes.4, bytes.5, bytes.6, bytes.7,
            bytes.8, bytes.9, bytes.10, bytes.11, bytes.12, bytes.13, bytes.14, bytes.15,
        ])
    }

    /// Reads a blob of sixteen bytes.
    public init(sqlValue: SQLValue) throws {
        guard case .blob(let bytes) = sqlValue, bytes.count == 16 else {
            throw SQLConversionError(stored: sqlValue, expected: "UUID")
        }
        self.init(
            uuid: (
                bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7],
                bytes[8], bytes[9], bytes[10], bytes[11], bytes[12], bytes[13], bytes[14], bytes[15]
            )
        )
    }
}

extension Date: SQLConvertible {
    /// Microseconds since 1970-01-01T00:00:00Z, rounded to the nearest: sorts as time does in every engine.
    public var sqlValue: SQLValue {
        .integer(Int64((self.timeIntervalSince1970 * 1_000_000).rounded()))
    }

    /// Reads microseconds since 1970-01-01T00:00:00Z.
    public init(sqlValue: SQLValue) throws {
        guard case .integer(let microseconds) = sqlValue else {
            throw SQLConversionError(stored: sqlValue, expected: "Date")
        }
        self.init(timeIntervalSince1970: Double(microseconds) / 1_000_000)
    }
}
