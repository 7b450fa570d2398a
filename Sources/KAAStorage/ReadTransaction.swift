/// A consistent view of a database, for the length of one closure.
///
/// All statements see the state as it was at the first one. The methods block, so they are only available on the
/// storage's own threads, inside the closure given to ``Database/read(_:)`` or ``Database/write(_:)``.
public class ReadTransaction {
    let session: any EngineSession

    init(session: any EngineSession) {
        self.session = session
    }

    /// Calls `body` with each row of the result, in order.
    ///
    /// - Parameters:
    ///   - sql: A statement that gives rows.
    ///   - body: Called for each row; an error from it ends the reading.
    /// - Throws: ``StorageError``, `CancellationError` if the waiting task is cancelled, or what `body` throws.
    /// - Complexity: One row in memory at a time. A row that `body` does not keep costs no allocation of its own but
    ///   for long texts and blobs.
    public func forEach(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        let statement = try self.session.statement(sql)
        defer { statement.reset() }
        try statement.bind(sql.arguments)
        guard try statement.step() else { return }
        var row = Row(columns: RowColumns(names: statement.columnNames), values: [])
        repeat {
            statement.copyColumns(to: &row.values)
            try body(row)
        } while try statement.step()
    }

    /// All rows of the result.
    ///
    /// - Parameter sql: A statement that gives rows, few enough to hold in memory.
    /// - Returns: The rows, in order.
    /// - Throws: As ``forEach(_:_:)``.
    public func rows(_ sql: SQL) throws -> [Row] {
        var rows: [Row] = []
        try self.forEach(sql) { rows.append($0) }
        return rows
    }

    /// The first row of the result, or `nil` if it is empty; further rows are not read.
    ///
    /// - Parameter sql: A statement that gives rows.
    /// - Returns: The row, if there is one.
    /// - Throws: As ``forEach(_:_:)``.
    public func row(_ sql: SQL) throws -> Row? {
        let statement = try self.session.statement(sql)
        defer { statement.reset() }
        try statement.bind(sql.arguments)
        guard try statement.step() else {
            return nil
        }
        var row = Row(columns: RowColumns(names: statement.columnNames), values: [])
        statement.copyColumns(to: &row.values)
        return row
    }

    /// The first column of the first row, or `nil` if there is no row.
    ///
    /// - Parameters:
    ///   - sql: A statement that gives rows.
    ///   - type: What to read; ask for an optional where the column may be `NULL`.
    /// - Returns: The value, if there is a row.
    /// - Throws: As ``forEach(_:_:)``, and as ``Row/decode(_:as:)-(Int,_)``.
    public func value<T: SQLConvertible>(_ sql: SQL, as type: T.Type = T.self) throws -> T? {
        try self.row(sql)?.decode(0, as: type)
    }

    /// The first column of the first row, of a statement that always gives one, such as a count.
    ///
    /// - Parameters:
    ///   - sql: A statement that gives a row.
    ///   - type: What to read; ask for an optional where the column may be `NULL`.
    /// - Returns: The value.
    /// - Throws: As ``value(_:as:)``, and ``StorageError`` if there is no row.
    public func requiredValue<T: SQLConvertible>(_ sql: SQL, as type: T.Type = T.self) throws -> T {
        guard let value = try self.value(sql, as: type) else {
            throw StorageError(.invalidValue, "The statement gave no row.")
        }
        return value
    }

    /// The first column of every row.
    ///
    /// - Parameters:
    ///   - sql: A statement that gives rows.
    ///   - type: What to read.
    /// - Returns: The values, in order.
    /// - Throws: As ``value(_:as:)``.
    public func values<T: SQLConvertible>(_ sql: SQL, as type: T.Type = T.self) throws -> [T] {
        var values: [T] = []
        try self.forEach(sql) { values.append(try $0.decode(0, as: type)) }
        return values
    }

    /// Stops long work whose waiting task is cancelled; call it between steps that run no statement.
    ///
    /// Statements of an exclusive write and of a read stop by themselves. In an ordinary write nothing stops,
    /// because it shares its commit with others.
    ///
    /// - Throws: `CancellationError`.
    public func checkCancellation() throws {
        try self.session.checkCancellation()
    }
}
