/// One connection to a database, used by one thread at a time.
protocol EngineSession: AnyObject {
    /// The statement of `sql`, prepared before or now, not in use and without bindings of its own.
    func statement(_ sql: SQL) throws -> any EngineStatement

    /// A statement prepared for this caller alone.
    func newStatement(_ text: String) throws -> any EngineStatement

    /// Runs statements separated by semicolons.
    func executeScript(_ text: String) throws

    /// The number of rows that the last statement inserted, updated or deleted.
    var changedRowCount: Int { get }

    /// Whether a transaction is open: some failures make an engine end it.
    var isInTransaction: Bool { get }

    /// Whether a deferred constraint is broken just now.
    var hasUnresolvedConstraints: Bool { get }

    /// While not `nil`, statements fail with `CancellationError` soon after the flag is raised.
    var cancellation: CancellationFlag? { get set }

    /// Reads the whole database: what is damaged first, with its place and without any stored value, or `nil`.
    func firstDamage() throws -> String?

    /// Opens a transaction that may write.
    func begin() throws

    /// Opens a transaction that only reads, all of it one state.
    func beginReading() throws

    func commit() throws
    func rollBack() throws

    func beginSavepoint() throws
    func releaseSavepoint() throws

    /// Undoes the changes since the savepoint and releases it.
    func rollBackSavepoint() throws

    /// Rewrites the files so that they hold what the tables hold, and no byte besides; outside a transaction.
    func compact() throws
}

extension EngineSession {
    func checkCancellation() throws {
        if let cancellation = self.cancellation, cancellation.isCancelled {
            throw CancellationError()
        }
    }
}
