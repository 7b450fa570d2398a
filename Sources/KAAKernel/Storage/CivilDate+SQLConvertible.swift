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
