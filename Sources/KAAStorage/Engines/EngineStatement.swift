/// A prepared statement.
protocol EngineStatement: AnyObject {
    var columnNames: [String] { get }

    /// Binds all arguments.
    ///
    /// - Throws: ``StorageError`` if their number is not that of the marks.
    func bind(_ arguments: [SQLValue]) throws

    /// Binds the first arguments; the caller knows how many there are.
    func bindRow(_ values: [SQLValue])

    /// Binds one argument; `position` counts from 1.
    func bind(_ value: SQLValue, at position: Int)
    func bind(_ value: Int64, at position: Int)
    func bind(text utf8: Span<UInt8>, at position: Int)

    /// Goes to the next row; `false` at the end.
    func step() throws -> Bool

    /// Replaces `values` by the columns of the current row, reusing the array.
    func copyColumns(to values: inout [SQLValue])

    /// Makes the statement ready to be run again, and forgets its arguments.
    func reset()
}
