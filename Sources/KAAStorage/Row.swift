/// One row of a result, as values of its own: it may outlive its transaction.
public struct Row: Sendable {
    let columns: RowColumns
    var values: [SQLValue]

    /// The names of the columns, from left to right.
    public var columnNames: [String] {
        self.columns.names
    }

    /// The stored value of the column at `index`, counted from zero.
    ///
    /// - Precondition: There is such a column; the statement says how many there are.
    public subscript(index: Int) -> SQLValue {
        self.values[index]
    }

    /// Reads the column called `name`.
    ///
    /// - Parameters:
    ///   - name: The name as the statement gives it; the first of several alike.
    ///   - type: What to read; inferred where the context tells.
    /// - Returns: The value.
    /// - Throws: ``StorageError`` with code ``StorageError/Code/invalidValue`` that names the column and both
    ///   types, never the value, if there is no such column or it holds something else.
    /// - Complexity: O(*n*) in the number of columns, which beats hashing for the few that rows have.
    public func decode<T: SQLConvertible>(_ name: String, as type: T.Type = T.self) throws -> T {
        guard let index = self.columns.names.firstIndex(of: name) else {
            throw StorageError(.invalidValue, "The result has no column '\(name)'.")
        }
        return try self.decode(index, as: type)
    }

    /// Reads the column at `index`, counted from zero.
    ///
    /// - Parameters:
    ///   - index: The position in the statement.
    ///   - type: What to read; inferred where the context tells.
    /// - Returns: The value.
    /// - Throws: ``StorageError`` with code ``StorageError/Code/invalidValue``, as ``decode(_:as:)-(String,_)``.
    public func decode<T: SQLConvertible>(_ index: Int, as type: T.Type = T.self) throws -> T {
        guard self.values.indices.contains(index) else {
            throw StorageError(.invalidValue, "The result has no column number \(index).")
        }
        do {
            return try T(sqlValue: self.values[index])
        } catch let error as SQLConversionError {
            throw StorageError(.invalidValue, "Column '\(self.columns.names[index])': \(error).")
        } catch {
            // Another error's text may quote the value, so only its type is told.
            throw StorageError(
                .invalidValue,
                "Column '\(self.columns.names[index])' is not a valid \(T.self) (\(Swift.type(of: error)))."
            )
        }
    }
}
