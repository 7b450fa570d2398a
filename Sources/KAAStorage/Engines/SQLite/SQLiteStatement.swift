import GRDB
import GRDBSQLite

/// A prepared statement of SQLite, bound and stepped without the cost of GRDB's own values and rows.
///
/// All pointers belong to the GRDB statement that this object keeps, hence `@safe`.
@safe
final class SQLiteStatement: EngineStatement {
    private let statement: Statement
    private let pointer: OpaquePointer
    private let session: SQLiteSession
    private let columnCount: Int32

    /// The first binding that failed since the last reset; reported by the next step.
    private var bindingFailure: Int32 = SQLITE_OK

    init(statement: Statement, session: SQLiteSession) {
        self.statement = statement
        unsafe self.pointer = statement.sqliteStatement
        self.session = session
        self.columnCount = unsafe sqlite3_column_count(statement.sqliteStatement)
    }

    /// Makes SQLite copy what is bound, so it need not outlive the call.
    private static var copying: sqlite3_destructor_type? {
        unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }

    var columnNames: [String] {
        (0..<self.columnCount).map { index in
            unsafe sqlite3_column_name(self.pointer, index).map { unsafe String(cString: $0) } ?? "\(index)"
        }
    }

    func bind(_ arguments: [SQLValue]) throws {
        let expected = unsafe sqlite3_bind_parameter_count(self.pointer)
        guard Int(expected) == arguments.count else {
            throw StorageError(
                .invalidStatement,
                "The statement has \(expected) marks for \(arguments.count) arguments."
            )
        }
        self.bindRow(arguments)
    }

    func bindRow(_ values: [SQLValue]) {
        var position = 1
        for value in values {
            self.bind(value, at: position)
            position += 1
        }
    }

    func bind(_ value: SQLValue, at position: Int) {
        switch value {
        case .null:
            self.note(unsafe sqlite3_bind_null(self.pointer, Int32(position)))
        case .integer(let integer):
            self.bind(integer, at: position)
        case .real(let number):
            self.note(unsafe sqlite3_bind_double(self.pointer, Int32(position), number))
        case .text(let text):
            self.bind(text: text.utf8Span.span, at: position)
        case .blob(let bytes):
            self.bind(blob: bytes.span, at: position)
        }
    }

    func bind(_ value: Int64, at position: Int) {
        self.note(unsafe sqlite3_bind_int64(self.pointer, Int32(position), value))
    }

    func bind(text utf8: Span<UInt8>, at position: Int) {
        let code = unsafe utf8.withUnsafeBytes { bytes in
            // An empty buffer has no address, and a null pointer would bind NULL.
            unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
                guard !utf8.isEmpty, let start = characters.baseAddress else {
                    return unsafe sqlite3_bind_text(self.pointer, Int32(position), "", 0, Self.copying)
                }
                return unsafe sqlite3_bind_text64(
                    self.pointer,
                    Int32(position),
                    start,
                    UInt64(characters.count),
                    Self.copying,
                    UInt8(SQLITE_UTF8)
                )
            }
        }
        self.note(code)
    }

    private func bind(blob: Span<UInt8>, at position: Int) {
        let code = unsafe blob.withUnsafeBytes { bytes in
            guard !blob.isEmpty, let start = bytes.baseAddress else {
                return unsafe sqlite3_bind_zeroblob(self.pointer, Int32(position), 0)
            }
            return unsafe sqlite3_bind_blob64(
                self.pointer,
                Int32(position),
                start,
                UInt64(bytes.count),
                Self.copying
            )
        }
        self.note(code)
    }

    private func note(_ code: Int32) {
        if self.bindingFailure == SQLITE_OK {
            self.bindingFailure = code
        }
    }

    func step() throws -> Bool {
        guard self.bindingFailure == SQLITE_OK else {
            throw StorageError(sqliteCode: self.bindingFailure, message: "An argument cannot be bound.")
        }
        try self.session.checkCancellation()
        switch unsafe sqlite3_step(self.pointer) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw self.session.lastError()
        }
    }

    func copyColumns(to values: inout [SQLValue]) {
        values.removeAll(keepingCapacity: true)
        for index in 0..<self.columnCount {
            values.append(self.column(index))
        }
    }

    private func column(_ index: Int32) -> SQLValue {
        switch unsafe sqlite3_column_type(self.pointer, index) {
        case SQLITE_INTEGER:
            return .integer(unsafe sqlite3_column_int64(self.pointer, index))
        case SQLITE_FLOAT:
            return .real(unsafe sqlite3_column_double(self.pointer, index))
        case SQLITE_TEXT:
            let start = unsafe sqlite3_column_text(self.pointer, index)
            let count = Int(unsafe sqlite3_column_bytes(self.pointer, index))
            return .text(unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self))
        case SQLITE_BLOB:
            let start = unsafe sqlite3_column_blob(self.pointer, index)
            let count = Int(unsafe sqlite3_column_bytes(self.pointer, index))
            return .blob(unsafe Array(UnsafeRawBufferPointer(start: start, count: count)))
        default:
            return .null
        }
    }

    func reset() {
        // The code repeats the failure of the last step, which has been thrown already.
        _ = unsafe sqlite3_reset(self.pointer)
        self.bindingFailure = SQLITE_OK
    }
}
