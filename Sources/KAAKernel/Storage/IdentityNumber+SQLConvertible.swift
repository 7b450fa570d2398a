public import KAAStorage

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
