import Dispatch
import GRDB

/// SQLite through GRDB: one writing connection and several reading ones, each on a dispatch queue of GRDB's.
///
/// A database in memory has one connection, which reads and writes.
struct SQLiteEngine: DatabaseEngine {
    private let writer: DatabaseQueue
    private let readers: [DatabaseQueue]

    /// Opens all connections on a thread that may block: the first one recovers what a crash left.
    static func open(_ location: DatabaseLocation, configuration: DatabaseConfiguration) async throws -> Self {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try Self(location: location, configuration: configuration) })
            }
        }
    }

    private init(location: DatabaseLocation, configuration: DatabaseConfiguration) throws {
        let writing = Self.connection(configuration)
        do {
            switch location.value {
            case .memory:
                self.writer = try DatabaseQueue(configuration: writing)
                self.readers = [self.writer]
            case .file(let path):
                self.writer = try DatabaseQueue(path: path, configuration: writing)
                try self.writer.writeWithoutTransaction { database in
                    // GRDB sets NORMAL with WAL, which may lose the last commits when power fails
                    // (https://www.sqlite.org/pragma.html#pragma_synchronous).
                    try database.execute(sql: "PRAGMA synchronous = FULL")
                }
                self.readers = try (0..<max(1, configuration.readerCount)).map { _ in
                    var reading = Self.connection(configuration)
                    reading.readonly = true
                    return try DatabaseQueue(path: path, configuration: reading)
                }
            }
        } catch let error as DatabaseError {
            throw StorageError(sqlite: error)
        }
    }

    var readerCount: Int {
        self.readers.count
    }

    func scheduleRead(_ reader: Int, _ body: @escaping @Sendable (any EngineSession) -> Void) {
        self.readers[reader].asyncWriteWithoutTransaction { body(SQLiteSession(database: $0)) }
    }

    func scheduleWrite(_ body: @escaping @Sendable (any EngineSession) -> Void) {
        self.writer.asyncWriteWithoutTransaction { body(SQLiteSession(database: $0)) }
    }

    func close() async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            // Closing waits for the queues, which must not hold a thread of the cooperative pool.
            DispatchQueue.global().async {
                continuation.resume(with: Result { try self.closeConnections() })
            }
        }
    }

    private func closeConnections() throws {
        do {
            for reader in self.readers where reader !== self.writer {
                try reader.close()
            }
            // The last connection to close moves the write-ahead log into the file.
            try self.writer.close()
        } catch let error as DatabaseError {
            throw StorageError(sqlite: error)
        }
    }

    private static func connection(_ configuration: DatabaseConfiguration) -> GRDB.Configuration {
        var result = GRDB.Configuration()
        result.foreignKeysEnabled = true
        result.journalMode = .wal
        result.busyMode = .timeout(Double(configuration.busyTimeout.components.seconds))
        let cacheKibibytes = configuration.cacheMebibytes * 1024
        result.prepareDatabase { database in
            // A negative size counts KiB (https://www.sqlite.org/pragma.html#pragma_cache_size).
            try database.execute(sql: "PRAGMA cache_size = -\(cacheKibibytes)")
            // Temporary tables hold rows about persons, which must not reach a folder outside the data directory.
            try database.execute(sql: "PRAGMA temp_store = MEMORY")
            // What is deleted is overwritten with zeros (https://www.sqlite.org/pragma.html#pragma_secure_delete).
            try database.execute(sql: "PRAGMA secure_delete = ON")
        }
        return result
    }
}
