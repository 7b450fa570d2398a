import GRDB
import GRDBSQLite

/// One access to one SQLite connection, on GRDB's queue for it.
final class SQLiteSession: EngineSession {
    let database: GRDB.Database

    init(database: GRDB.Database) {
        self.database = database
    }

    deinit {
        // Observers of properties are not called here, and SQLite must not keep the flag's address.
        if self.cancellation != nil {
            self.cancellation = nil
            self.installProgressHandler()
        }
    }

    var cancellation: CancellationFlag? {
        didSet { self.installProgressHandler() }
    }

    var changedRowCount: Int {
        self.database.changesCount
    }

    var isInTransaction: Bool {
        self.database.isInsideTransaction
    }

    var hasUnresolvedConstraints: Bool {
        var current: CInt = 0
        var highest: CInt = 0
        // Zero if and only if every foreign key, deferred or not, is resolved
        // (https://www.sqlite.org/c3ref/c_dbstatus_options.html).
        _ = unsafe sqlite3_db_status(
            self.database.sqliteConnection,
            SQLITE_DBSTATUS_DEFERRED_FKS,
            &current,
            &highest,
            0
        )
        return current != 0
    }

    func statement(_ sql: SQL) throws -> any EngineStatement {
        guard sql.isWorthKeepingPrepared else {
            return try self.newStatement(sql.text)
        }
        let statement = try self.keptStatement(sql.text)
        guard unsafe sqlite3_stmt_busy(statement.sqliteStatement) == 0 else {
            return try self.newStatement(sql.text)
        }
        return SQLiteStatement(statement: statement, session: self)
    }

    func newStatement(_ text: String) throws -> any EngineStatement {
        do {
            return SQLiteStatement(statement: try self.database.makeStatement(sql: text), session: self)
        } catch let error as DatabaseError {
            throw StorageError(sqlite: error)
        }
    }

    func executeScript(_ text: String) throws {
        do {
            try self.database.execute(sql: text)
        } catch let error as DatabaseError {
            throw StorageError(sqlite: error)
        }
    }

    /// The failure that SQLite reports for this connection just now.
    func lastError() -> any Error {
        let connection = unsafe self.database.sqliteConnection
        let code = unsafe sqlite3_extended_errcode(connection)
        guard code != SQLITE_INTERRUPT else {
            return CancellationError()
        }
        return StorageError(sqliteCode: code, message: unsafe String(cString: sqlite3_errmsg(connection)))
    }

    private func keptStatement(_ text: String) throws -> Statement {
        do {
            return try self.database.cachedStatement(sql: text)
        } catch let error as DatabaseError {
            throw StorageError(sqlite: error)
        }
    }

    private func run(_ text: String) throws {
        let statement = SQLiteStatement(statement: try self.keptStatement(text), session: self)
        defer { statement.reset() }
        _ = try statement.step()
    }

    private func installProgressHandler() {
        let connection = unsafe self.database.sqliteConnection
        guard let cancellation = self.cancellation else {
            unsafe sqlite3_progress_handler(connection, 0, nil, nil)
            return
        }
        // The flag outlives the handler: this session keeps it, and takes the handler away at its end.
        let context = unsafe Unmanaged.passUnretained(cancellation).toOpaque()
        unsafe sqlite3_progress_handler(
            connection,
            10_000,
            { context in
                guard let context = unsafe context else {
                    return 0
                }
                let flag = unsafe Unmanaged<CancellationFlag>.fromOpaque(context).takeUnretainedValue()
                return flag.isCancelled ? 1 : 0
            },
            context
        )
    }
}

extension SQLiteSession {
    func begin() throws {
        // IMMEDIATE takes the write lock now, when waiting for another process is still possible.
        try self.run("BEGIN IMMEDIATE TRANSACTION")
    }

    func beginReading() throws {
        try self.run("BEGIN DEFERRED TRANSACTION")
    }

    func commit() throws {
        try self.run("COMMIT TRANSACTION")
    }

    func rollBack() throws {
        try self.run("ROLLBACK TRANSACTION")
    }

    func beginSavepoint() throws {
        try self.run("SAVEPOINT storageBody")
    }

    func releaseSavepoint() throws {
        try self.run("RELEASE SAVEPOINT storageBody")
    }

    func rollBackSavepoint() throws {
        try self.run("ROLLBACK TO SAVEPOINT storageBody")
        try self.run("RELEASE SAVEPOINT storageBody")
    }

    func compact() throws {
        // Pages that were split or joined may keep copies of rows in their unused parts, which secure_delete does not
        // reach; rebuilding leaves them behind (https://www.sqlite.org/lang_vacuum.html).
        try self.executeScript("VACUUM")
        let checkpoint = try self.newStatement("PRAGMA wal_checkpoint(TRUNCATE)")
        defer { checkpoint.reset() }
        var values: [SQLValue] = []
        guard try checkpoint.step() else { return }
        checkpoint.copyColumns(to: &values)
        // The first column tells whether a reader kept the log from being emptied (https://www.sqlite.org/pragma.html).
        guard values.first != .integer(1) else {
            throw StorageError(.locked, "A reader keeps the write-ahead log from being emptied.")
        }
    }
}
