public import KAAStorage

/// How far the consumers in one database have come, and the events they could not handle.
///
/// Handling an event and moving the cursor are one transaction, so however often an event is delivered, it takes effect
/// once.
public struct Inbox: Sendable {
    /// The failure of one event in a batch.
    struct HandlingFailure: Error {
        let position: Int64
        let cause: any Error
    }

    private let database: Database
    private let clock: any KernelClock

    /// Creates the inbox of a database that has ``migrations``.
    public init(database: Database, clock: any KernelClock) {
        self.database = database
        self.clock = clock
    }

    /// The tables of the inbox.
    public static let migrations = [
        Migration(
            "kernel.createInbox",
            """
            CREATE TABLE kernelInboxCursor (
                publisher TEXT NOT NULL,
                consumer TEXT NOT NULL,
                position BIGINT NOT NULL,
                PRIMARY KEY (publisher, consumer)
            );
            CREATE TABLE kernelInboxParked (
                publisher TEXT NOT NULL,
                consumer TEXT NOT NULL,
                position BIGINT NOT NULL,
                type TEXT NOT NULL,
                reason TEXT NOT NULL,
                parkedAt BIGINT NOT NULL,
                PRIMARY KEY (publisher, consumer, position)
            )
            """
        )
    ]

    /// The position of the last event that a consumer has dealt with, 0 before the first.
    public func cursor(of consumer: EventConsumer) async throws -> Int64 {
        try await self.database.read { try Self.cursor(of: consumer, in: $0) }
    }

    /// Handles a batch and moves the cursor to its end, in one transaction.
    ///
    /// Events at or before the cursor are passed over: another delivery has handled them meanwhile.
    ///
    /// - Parameters:
    ///   - events: In order.
    ///   - consumer: Handles them.
    ///   - receipts: What the consumer's board has to show for having the events of another, kept with them.
    /// - Throws: ``HandlingFailure`` for the first event that cannot be handled; nothing is changed then.
    func handle(
        _ events: some Collection<PublishedEvent> & Sendable,
        for consumer: EventConsumer,
        keeping receipts: [[UInt8]] = []
    ) async throws {
        let now = self.clock.now
        try await self.database.write { transaction in
            try ReceiptLedger.keep(receipts, at: now, in: transaction)
            let cursor = try Self.cursor(of: consumer, in: transaction)
            var last = cursor
            for event in events where event.position > cursor {
                last = event.position
                guard consumer.types.contains(event.type) else { continue }
                do {
                    try consumer.handle(event, transaction)
                } catch {
                    throw HandlingFailure(position: event.position, cause: error)
                }
            }
            if last > cursor {
                try Self.setCursor(of: consumer, to: last, in: transaction)
            }
        }
    }

    /// Sets an event aside and moves the cursor past it, so that one event does not hold up all others.
    func park(_ event: PublishedEvent, for consumer: EventConsumer, reason: String) async throws {
        let now = self.clock.now
        try await self.database.write { transaction in
            guard try Self.cursor(of: consumer, in: transaction) < event.position else { return }
            try transaction.execute(
                """
                INSERT INTO kernelInboxParked (publisher, consumer, position, type, reason, parkedAt)
                VALUES (\(consumer.publisher), \(consumer.name), \(event.position), \(event.type), \(reason), \(now))
                """
            )
            try Self.setCursor(of: consumer, to: event.position, in: transaction)
        }
    }

    /// The events set aside, oldest first.
    public func parkedEvents() async throws -> [ParkedEvent] {
        try await self.database.read { transaction in
            try transaction.rows("SELECT * FROM kernelInboxParked ORDER BY parkedAt, position").map { row in
                ParkedEvent(
                    publisher: try row.decode("publisher"),
                    consumer: try row.decode("consumer"),
                    position: try row.decode("position"),
                    type: try row.decode("type"),
                    reason: try row.decode("reason")
                )
            }
        }
    }

    /// Handles an event that was set aside, after its cause was mended; it is no longer set aside then.
    ///
    /// - Throws: What the consumer throws; the event stays set aside.
    public func retry(_ event: PublishedEvent, for consumer: EventConsumer) async throws {
        try await self.retry(event, for: consumer, keeping: [])
    }

    /// Handles an event that was set aside, and keeps what its consumer's board has to show for having it.
    func retry(_ event: PublishedEvent, for consumer: EventConsumer, keeping receipts: [[UInt8]]) async throws {
        let now = self.clock.now
        try await self.database.write { transaction in
            let count = try transaction.execute(
                """
                DELETE FROM kernelInboxParked WHERE publisher = \(consumer.publisher)
                    AND consumer = \(consumer.name) AND position = \(event.position)
                """
            )
            if count == 1 {
                try ReceiptLedger.keep(receipts, at: now, in: transaction)
                try consumer.handle(event, transaction)
            }
        }
    }

    /// Whether it is in a database.
    func isKept(in database: Database) -> Bool {
        self.database === database
    }

    private static func cursor(of consumer: EventConsumer, in transaction: ReadTransaction) throws -> Int64 {
        try transaction.requiredValue(
            """
            SELECT COALESCE(MAX(position), 0) FROM kernelInboxCursor
            WHERE publisher = \(consumer.publisher) AND consumer = \(consumer.name)
            """
        )
    }

    private static func setCursor(
        of consumer: EventConsumer,
        to position: Int64,
        in transaction: WriteTransaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO kernelInboxCursor (publisher, consumer, position)
            VALUES (\(consumer.publisher), \(consumer.name), \(position))
            ON CONFLICT (publisher, consumer) DO UPDATE SET position = excluded.position
            """
        )
    }
}
