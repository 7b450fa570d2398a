import Foundation
public import KAAStorage

extension CivilDate: SQLConvertible {
    /// The number of days since 1970-01-01: sorts and subtracts as days do in every engine.
    public var sqlValue: SQLValue {
        .integer(Int64(self.daysSinceEpoch))
    }

    /// Reads a number of days since 1970-01-01.
    public init(sqlValue: SQLValue) throws {
        self.init(daysSinceEpoch: try Int32(sqlValue: sqlValue))
    }
}

extension YoungPersonID: SQLConvertible {
    /// The identifier's sixteen bytes.
    public var sqlValue: SQLValue {
        self.rawValue.sqlValue
    }

    /// Reads sixteen bytes.
    public init(sqlValue: SQLValue) throws {
        self.init(try UUID(sqlValue: sqlValue))
    }
}

extension DistrictCode: SQLConvertible {}

extension Kommunkod: SQLConvertible {}

extension ShortCode: SQLConvertible {}

extension Board: SQLConvertible {
    /// The text of the board, such as `SDN:01`.
    public var sqlValue: SQLValue {
        .text(self.description)
    }

    /// Reads the text of a board.
    public init(sqlValue: SQLValue) throws {
        guard let board = Board(try String(sqlValue: sqlValue)) else {
            throw SQLConversionError(stored: sqlValue, expected: "Board")
        }
        self = board
    }
}

extension Purpose: SQLConvertible {}

extension Caller.Kind: SQLConvertible {}

/// Stored as `NONE`, `SEKRETESSMARKERING` or `SKYDDAD_FOLKBOKFORING`.
extension SkyddadePersonuppgifter: SQLConvertible {}

/// Stored as the number of its twelve digits.
extension IdentityNumber: SQLConvertible {
    /// The number of its twelve digits.
    public var sqlValue: SQLValue {
        .integer(Int64(self.integerValue))
    }

    /// Reads the number of the twelve digits.
    ///
    /// - Throws: ``KAAStorage/SQLConversionError`` if it is no identity number; the digits are not in the error.
    public init(sqlValue: SQLValue) throws {
        let stored = try Int64(sqlValue: sqlValue)
        guard stored > 0, let number = try? IdentityNumber(integerValue: UInt64(stored)) else {
            throw SQLConversionError(stored: sqlValue, expected: "an identity number")
        }
        self = number
    }
}
