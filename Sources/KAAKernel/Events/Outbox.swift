public import KAAStorage

/// The events that a module publishes, kept in its own database in the transaction that made them true.
public struct Outbox: Sendable {
    private let clock: any KernelClock
    private let identifiers: any IdentifierSource
    private let signal: CommitSignal

    /// Creates an outbox.
    ///
    /// - Parameters:
    ///   - clock: Gives the recorded time.
    ///   - identifiers: Gives the events' identifiers.
    ///   - signal: Raised when events have been committed; the same one goes to the ``OutboxFeed``.
    public init(clock: any KernelClock, identifiers: any IdentifierSource, signal: CommitSignal) {
        self.clock = clock
        self.identifiers = identifiers
        self.signal = signal
    }

    /// The table of the outbox.
    public static let migrations = [
        Migration(
            "kernel.createOutbox",
            """
            CREATE TABLE kernelOutbox (
                position BIGINT NOT NULL PRIMARY KEY,
                id BLOB NOT NULL UNIQUE,
                type TEXT NOT NULL,
                payload BLOB NOT NULL,
                occurredOn INTEGER NOT NULL,
                recordedAt BIGINT NOT NULL
            )
            """
        )
    ]

    /// Publishes an event if, and only if, the transaction is committed.
    ///
    /// - Parameters:
    ///   - type: The full name of the message.
    ///   - payload: The encoded message.
    ///   - occurredOn: The day it is about.
    ///   - transaction: The transaction of the change.
    /// - Throws: ``KAAStorage/StorageError``.
    public func publish(
        type: String,
        payload: [UInt8],
        occurredOn: CivilDate,
        in transaction: WriteTransaction
    ) throws {
        try self.publish([(type: type, payload: payload, occurredOn: occurredOn)], in: transaction)
    }

    /// Publishes many events, for bulk work: one look-up of the position, one prepared statement.
    ///
    /// - Parameters:
    ///   - events: In the order they are to be delivered; pass a lazy sequence where there are many.
    ///   - transaction: The transaction of the change.
    /// - Throws: ``KAAStorage/StorageError``.
    public func publish(
        _ events: some Sequence<(type: String, payload: [UInt8], occurredOn: CivilDate)>,
        in transaction: WriteTransaction
    ) throws {
        let recordedAt = self.clock.now
        var position = try Self.lastPosition(in: transaction)
        let columns: [StaticString] = ["position", "id", "type", "payload", "occurredOn", "recordedAt"]
        try transaction.insertMany(into: "kernelOutbox", columns: columns) { insertion in
            for event in events {
                position += 1
                insertion.bind(position)
                insertion.bind(self.identifiers.next())
                insertion.bind(event.type)
                insertion.bind(event.payload)
                insertion.bind(event.occurredOn)
                insertion.bind(recordedAt)
                try insertion.insert()
            }
        }
        transaction.afterCommit { self.signal.raise() }
    }

    /// The position of the last event, 0 if there is none.
    package static func lastPosition(in transaction: ReadTransaction) throws -> Int64 {
        try transaction.requiredValue("SELECT COALESCE(MAX(position), 0) FROM kernelOutbox")
    }

    /// The events after `position`, in order.
    package static func events(
        after position: Int64,
        limit: Int,
        in transaction: ReadTransaction
    ) throws -> [PublishedEvent] {
        try transaction.rows(
            """
            SELECT position, id, type, payload, occurredOn, recordedAt FROM kernelOutbox
            WHERE position > \(position) ORDER BY position LIMIT \(limit)
            """
        ).map { row in
            PublishedEvent(
                position: try row.decode("position"),
                id: try row.decode("id"),
                type: try row.decode("type"),
                payload: try row.decode("payload"),
                occurredOn: try row.decode("occurredOn"),
                recordedAt: try row.decode("recordedAt")
            )
        }
    }
}
