import GRDB
import GRDBSQLite

extension StorageError {
    /// Creates an error from GRDB's, leaving out its SQL and arguments.
    init(sqlite error: DatabaseError) {
        self.init(
            sqliteCode: error.extendedResultCode.rawValue,
            message: error.message ?? "The database reports code \(error.extendedResultCode.rawValue)."
        )
    }

    /// Creates an error from an extended result code (https://www.sqlite.org/rescode.html).
    init(sqliteCode code: Int32, message: String) {
        self.init(Self.code(sqlite: code), message)
    }

    private static func code(sqlite code: Int32) -> Code {
        switch code {
        // UNIQUE (2067), PRIMARYKEY (1555), ROWID (2579): macros of shifted terms, which are not imported.
        case 2067, 1555, 2579:
            return .uniqueViolation
        case 787:
            return .foreignKeyViolation
        default:
            break
        }
        switch code & 0xff {
        case SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_TOOBIG: return .checkViolation
        case SQLITE_BUSY, SQLITE_LOCKED: return .locked
        case SQLITE_CORRUPT, SQLITE_NOTADB: return .corrupt
        case SQLITE_ERROR, SQLITE_RANGE, SQLITE_SCHEMA: return .invalidStatement
        case SQLITE_MISUSE: return .closed
        default: return .unavailable
        }
    }
}
