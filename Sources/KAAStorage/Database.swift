/// One database: consistent reads beside one another, durable writes one after another.
///
/// ```swift
/// let name = try await database.read { tx in try tx.value("SELECT name FROM t WHERE id = \(id)", as: String.self) }
/// try await database.write { tx in try tx.execute("DELETE FROM t WHERE id = \(id)") }
/// ```
///
/// The closures run on the storage's own threads: they may block, and nothing they do holds up an event loop or the
/// cooperative pool.
public final class Database: Sendable {
    private let engine: any DatabaseEngine
    private let reads: ReadQueue
    private let writes: WriteQueue
    private let gate = AccessGate()

    /// Opens a database, creates it if needed, and brings its schema up to date.
    ///
    /// - Parameters:
    ///   - location: Where it lives.
    ///   - migrations: All migrations ever published, oldest first.
    ///   - configuration: What the installation may tune.
    /// - Returns: The open database.
    /// - Throws: ``StorageError``: ``StorageError/Code/migrationRefused`` if `migrations` do not continue those that
    ///   the database records; nothing is changed then.
    public static func open(
        _ location: DatabaseLocation,
        migrations: [Migration],
        configuration: DatabaseConfiguration = DatabaseConfiguration()
    ) async throws -> Database {
        let database = Database(
            engine: try await SQLiteEngine.open(location, configuration: configuration),
            configuration: configuration
        )
        do {
            let plan = try MigrationPlan(migrations)
            try await database.writeExclusively { try plan.apply(in: $0) }
        } catch {
            // The error that matters is the one at hand; the files are closed with the last reference at the latest.
            try? await database.close()
            throw error
        }
        return database
    }

    private init(engine: any DatabaseEngine, configuration: DatabaseConfiguration) {
        self.engine = engine
        self.reads = ReadQueue(engine: engine)
        self.writes = WriteQueue(engine: engine, groupCommitLimit: configuration.groupCommitLimit)
    }

    /// Reads, in one transaction that sees one state.
    ///
    /// - Parameter body: Runs once. Cancelling the task interrupts the statement that runs.
    /// - Returns: What `body` returns.
    /// - Throws: ``StorageError``, `CancellationError`, or what `body` throws.
    public func read<T: Sendable>(_ body: @escaping @Sendable (ReadTransaction) throws -> T) async throws -> T {
        try self.gate.enter()
        defer { self.gate.leave() }
        return try await self.reads.read(body)
    }

    /// Changes the database; returns once the change is on disk.
    ///
    /// Several bodies share one commit, each in its savepoint: one that throws is undone alone. Keep bodies short, for
    /// others wait for them; long work belongs in ``writeExclusively(_:)``.
    ///
    /// - Parameter body: Runs once, or not at all if the task is cancelled while waiting for its turn. Once begun,
    ///   cancelling has no effect on it.
    /// - Returns: What `body` returns.
    /// - Throws: ``StorageError``, `CancellationError`, or what `body` throws; nothing is changed then.
    @discardableResult
    public func write<T: Sendable>(_ body: @escaping @Sendable (WriteTransaction) throws -> T) async throws -> T {
        try self.gate.enter()
        defer { self.gate.leave() }
        return try await self.writes.write(body)
    }

    /// Changes the database as ``write(_:)`` does, although the task may be cancelled.
    ///
    /// For the last step of something that was begun, such as recording how it ended.
    ///
    /// - Parameter body: Runs once.
    /// - Returns: What `body` returns.
    /// - Throws: ``StorageError``, or what `body` throws; nothing is changed then.
    @discardableResult
    public func writeEvenIfCancelled<T: Sendable>(
        _ body: @escaping @Sendable (WriteTransaction) throws -> T
    ) async throws -> T {
        try self.gate.enter()
        defer { self.gate.leave() }
        return try await self.writes.writeEvenIfCancelled(body)
    }

    /// Changes the database in a transaction with nothing else in it, for long bulk work.
    ///
    /// Other writes wait; reads go on, and see the state before. Cancelling the task stops a running statement, and
    /// the change is undone.
    ///
    /// - Parameter body: Runs once; calls ``ReadTransaction/checkCancellation()`` where it runs long without a statement.
    /// - Returns: What `body` returns.
    /// - Throws: ``StorageError``, `CancellationError`, or what `body` throws; nothing is changed then.
    @discardableResult
    public func writeExclusively<T: Sendable>(
        _ body: @escaping @Sendable (WriteTransaction) throws -> T
    ) async throws -> T {
        try self.gate.enter()
        defer { self.gate.leave() }
        return try await self.writes.writeExclusively(body)
    }

    /// Reads the whole database and looks for damage.
    ///
    /// - Throws: ``StorageError``: ``StorageError/Code/corrupt`` with the first place that is damaged.
    /// - Complexity: O(*n*) in the size of the file; about a second for each gibibyte.
    public func checkIntegrity() async throws {
        if let damage = try await self.read({ try $0.session.firstDamage() }) {
            throw StorageError(.corrupt, damage)
        }
    }

    /// Rewrites the files so that nothing that was deleted can be found in them, and empties the write-ahead log.
    ///
    /// Writes wait meanwhile; reads go on.
    ///
    /// - Throws: ``StorageError``: ``StorageError/Code/locked`` if a read lasts so long that the log cannot be emptied;
    ///   what was deleted may then still stand there.
    /// - Complexity: O(*n*) in the size of the database, which is written twice.
    package func compact() async throws {
        try self.gate.enter()
        defer { self.gate.leave() }
        try await withCheckedThrowingContinuation { continuation in
            self.engine.scheduleWrite { session in
                continuation.resume(with: Result { try session.compact() })
            }
        }
    }

    /// How many write bodies wait for their turn just now.
    package var pendingWriteCount: Int {
        self.writes.pendingCount
    }

    /// How many transactions have been committed, or tried, since opening.
    package var commitCount: Int {
        self.writes.commitCount
    }

    /// Waits for the accesses under way and closes the database.
    ///
    /// Later calls fail with ``StorageError/Code/closed``.
    ///
    /// - Throws: ``StorageError`` if the engine cannot close its files.
    public func close() async throws {
        if await self.gate.close() {
            try await self.engine.close()
        }
    }
}
