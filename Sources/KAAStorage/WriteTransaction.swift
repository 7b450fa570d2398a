/// A view of a database that may change it; all of its changes are kept, or none.
public final class WriteTransaction: ReadTransaction {
    /// What to do once the commit has succeeded, of all bodies so far.
    var commitActions: [@Sendable () -> Void] = []

    /// Calls `action` once the changes are on disk, before the waiting task goes on; never if they are undone.
    ///
    /// - Parameter action: Short, since other bodies' tasks wait for it too; for example waking whoever reads the change.
    public func afterCommit(_ action: @escaping @Sendable () -> Void) {
        self.commitActions.append(action)
    }

    /// Runs a statement to its end.
    ///
    /// Temporary tables may be made here (`CREATE TEMPORARY TABLE`); they live in memory, and the body that makes one
    /// drops it, because other bodies use the same connection.
    ///
    /// - Parameter sql: One statement; rows it gives are ignored.
    /// - Returns: The number of rows inserted, updated or deleted; of no meaning for other statements.
    /// - Throws: ``StorageError``; the transaction can go on afterwards if the caller handles the error.
    @discardableResult
    public func execute(_ sql: SQL) throws -> Int {
        try self.requireOpen()
        let statement = try self.session.statement(sql)
        defer { statement.reset() }
        try statement.bind(sql.arguments)
        while try statement.step() {}
        return self.session.changedRowCount
    }

    /// Runs several statements without arguments, separated by semicolons.
    ///
    /// - Parameter script: For example the tables and indexes of a migration.
    /// - Throws: ``StorageError`` from the first statement that fails.
    public func executeScript(_ script: StaticString) throws {
        try self.requireOpen()
        try self.session.executeScript("\(script)")
    }

    /// Inserts rows through one statement that is prepared once.
    ///
    /// ```swift
    /// try tx.insertMany(into: "feedMerit", columns: ["person", "merit", "day"], rows: merits.lazy.map { … })
    /// ```
    ///
    /// - Parameters:
    ///   - table: The table.
    ///   - columns: The columns, in the order of the values.
    ///   - rows: The values of each row; pass a lazy sequence where there are many.
    /// - Returns: The number of rows inserted.
    /// - Throws: ``StorageError``, also if a row has another number of values than there are columns.
    @discardableResult
    public func insertMany(
        into table: StaticString,
        columns: [StaticString],
        rows: some Sequence<[SQLValue]>
    ) throws -> Int {
        try self.insertMany(into: table, columns: columns) { insertion in
            for row in rows {
                try insertion.insert(row)
            }
        }
    }

    /// Inserts rows whose values are bound one by one, for the largest loads: no array is made for a row.
    ///
    /// - Parameters:
    ///   - table: The table.
    ///   - columns: The columns, in the order of the values.
    ///   - body: Binds and inserts the rows.
    /// - Returns: The number of rows inserted.
    /// - Throws: ``StorageError``, `CancellationError` in an exclusive write, or what `body` throws.
    @discardableResult
    public func insertMany(
        into table: StaticString,
        columns: [StaticString],
        _ body: (BulkInsertion) throws -> Void
    ) throws -> Int {
        try self.requireOpen()
        let names = columns.map { "\"\($0)\"" }.joined(separator: ", ")
        let marks = Array(repeating: "?", count: columns.count).joined(separator: ", ")
        let statement = try self.session.newStatement("INSERT INTO \"\(table)\" (\(names)) VALUES (\(marks))")
        defer { statement.reset() }
        let insertion = BulkInsertion(statement: statement, session: self.session, columnCount: columns.count)
        try body(insertion)
        return insertion.rowCount
    }

    /// Keeps a body that caught a fatal error from going on outside a transaction, where each statement would stand.
    private func requireOpen() throws {
        guard self.session.isInTransaction else {
            throw self.session.transactionLost
        }
    }
}
