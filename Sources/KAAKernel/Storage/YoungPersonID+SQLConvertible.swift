import Foundation
public import KAAStorage

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
