/// Many rows on their way into one table through one prepared statement.
///
/// Values are bound from left to right, then the row is inserted:
///
/// ```swift
/// insertion.bind(id)
/// insertion.bind(text: nameBytes)
/// try insertion.insert()
/// ```
public final class BulkInsertion {
    private let statement: any EngineStatement
    private let session: any EngineSession
    private let columnCount: Int
    private var boundCount = 0

    /// The number of rows inserted so far.
    public private(set) var rowCount = 0

    init(statement: any EngineStatement, session: any EngineSession, columnCount: Int) {
        self.statement = statement
        self.session = session
        self.columnCount = columnCount
    }

    /// Binds the next column to `value`.
    public func bind(_ value: some SQLConvertible) {
        self.boundCount += 1
        self.statement.bind(value.sqlValue, at: self.boundCount)
    }

    /// Binds the next column to an integer.
    public func bind(_ value: Int64) {
        self.boundCount += 1
        self.statement.bind(value, at: self.boundCount)
    }

    /// Binds the next column to text, given as UTF-8.
    ///
    /// - Parameter utf8: Valid UTF-8: the engine does not check it. It is copied.
    public func bind(text utf8: Span<UInt8>) {
        self.boundCount += 1
        self.statement.bind(text: utf8, at: self.boundCount)
    }

    /// Binds the next column to `NULL`.
    public func bindNull() {
        self.boundCount += 1
        self.statement.bind(.null, at: self.boundCount)
    }

    /// Inserts the row bound since the last call.
    ///
    /// - Throws: ``StorageError`` if the schema refuses the row, or if not every column was bound once.
    public func insert() throws {
        guard self.boundCount == self.columnCount else {
            throw StorageError(
                .invalidStatement,
                "A bulk insert has \(self.columnCount) columns, but \(self.boundCount) values were bound."
            )
        }
        _ = try self.statement.step()
        self.statement.reset()
        self.boundCount = 0
        self.rowCount += 1
    }

    /// Binds and inserts a whole row.
    ///
    /// - Parameter values: One for each column.
    /// - Throws: As ``insert()``.
    public func insert(_ values: [SQLValue]) throws {
        self.statement.bindRow(values)
        self.boundCount += values.count
        try self.insert()
    }
}
