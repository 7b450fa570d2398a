import KAAStorage
public import Logging
public import Metrics

/// The way of one publisher's events to one consumer.
public struct EventSubscription: Sendable {
    private let feed: any EventFeed
    private let consumer: EventConsumer
    private let inbox: Inbox
    private let border: EventBorder?
    private let retryPolicy: RetryPolicy
    private let logger: Logger
    private let metrics: any MetricsFactory
    private let pause: @Sendable (Duration) async throws -> Void

    /// Creates a subscription.
    ///
    /// - Parameters:
    ///   - feed: The publisher's events.
    ///   - consumer: What is done with them.
    ///   - inbox: The consumer's inbox.
    ///   - retryPolicy: When an event that fails is set aside.
    ///   - logger: Told of every event set aside.
    ///   - metrics: Where events set aside are counted.
    ///   - pause: Waits between attempts; tests pass one that does not.
    public init(
        feed: any EventFeed,
        consumer: EventConsumer,
        inbox: Inbox,
        retryPolicy: RetryPolicy = RetryPolicy(),
        logger: Logger,
        metrics: any MetricsFactory = NOOPMetricsHandler.instance,
        pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.init(
            feed: feed,
            consumer: consumer,
            inbox: inbox,
            border: nil,
            retryPolicy: retryPolicy,
            logger: logger,
            metrics: metrics,
            pause: pause
        )
    }

    init(
        feed: any EventFeed,
        consumer: EventConsumer,
        inbox: Inbox,
        border: EventBorder?,
        retryPolicy: RetryPolicy,
        logger: Logger,
        metrics: any MetricsFactory,
        pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.feed = feed
        self.consumer = consumer
        self.inbox = inbox
        self.border = border
        self.retryPolicy = retryPolicy
        self.logger = logger
        self.metrics = metrics
        self.pause = pause
    }

    /// Delivers events as they are published, until cancelled.
    ///
    /// - Throws: `CancellationError`, or ``KAAStorage/StorageError`` if a database stays out of reach.
    func run() async throws {
        while true {
            let mark = self.feed.mark
            if try await self.deliverBatch() == 0 {
                try await self.feed.waitForMore(since: mark)
            }
        }
    }

    /// Delivers the events there are now.
    ///
    /// - Returns: How many were delivered or set aside.
    func drain() async throws -> Int {
        var total = 0
        while true {
            let count = try await self.deliverBatch()
            guard count > 0 else {
                return total
            }
            total += count
        }
    }

    /// Whether an event that was set aside in a database came by this subscription.
    func delivers(_ parked: ParkedEvent, to database: Database) -> Bool {
        self.feed.publisher == parked.publisher && self.consumer.name == parked.consumer
            && self.inbox.isKept(in: database)
    }

    /// Handles an event that was set aside, after its cause was mended; it goes over the border as it would have then.
    ///
    /// - Throws: ``NotOpen`` if it may not go to the consumer any more, or what the consumer throws; the event stays set
    ///   aside.
    func retry(_ parked: ParkedEvent) async throws {
        let events = try await self.feed.events(after: parked.position - 1, limit: 1)
            .filter { $0.position == parked.position }
        let batch =
            try await self.border?.disclose(events, ofTypes: self.consumer.types) ?? EventBorder.Batch(events: events)
        for event in batch.events {
            guard self.consumer.types.contains(event.type) else { throw NotOpen() }
            try await self.inbox.retry(event, for: self.consumer, keeping: batch.receipts)
        }
    }

    /// The error for an event that no ground opens to its consumer's board, or that was erased.
    struct NotOpen: Error {}

    private func deliverBatch() async throws -> Int {
        let cursor = try await self.inbox.cursor(of: self.consumer)
        let events = try await self.feed.events(after: cursor, limit: OutboxFeed.batchSize)
        guard !events.isEmpty else {
            return 0
        }
        let batch =
            try await self.border?.disclose(events, ofTypes: self.consumer.types) ?? EventBorder.Batch(events: events)
        do {
            try await self.inbox.handle(batch.events, for: self.consumer, keeping: batch.receipts)
        } catch let failure as Inbox.HandlingFailure {
            try await self.deliverAround(failure, in: batch)
        }
        return events.count
    }

    /// Delivers the events before one that failed, then that one by itself; those after it come with the next batch.
    private func deliverAround(_ failure: Inbox.HandlingFailure, in batch: EventBorder.Batch) async throws {
        guard let index = batch.events.firstIndex(where: { $0.position == failure.position }) else {
            throw failure.cause
        }
        let before = batch.events[..<index]
        if !before.isEmpty {
            try await self.inbox.handle(before, for: self.consumer, keeping: batch.receipts)
        }
        try await self.deliverWithRetries(batch.events[index], keeping: batch.receipts)
    }

    private func deliverWithRetries(_ event: PublishedEvent, keeping receipts: [[UInt8]]) async throws {
        var failureCount = 0
        while true {
            do {
                return try await self.inbox.handle(CollectionOfOne(event), for: self.consumer, keeping: receipts)
            } catch let failure as Inbox.HandlingFailure {
                failureCount += 1
                guard let pause = self.retryPolicy.pause(afterFailure: failureCount) else {
                    return try await self.park(event, because: failure.cause)
                }
                try await self.pause(pause)
            }
        }
    }

    private func park(_ event: PublishedEvent, because cause: any Error) async throws {
        let reason = cause.impersonalText
        try await self.inbox.park(event, for: self.consumer, reason: reason)
        Counter(
            label: "kaa_events_parked_total",
            dimensions: [("publisher", self.feed.publisher), ("consumer", self.consumer.name)],
            factory: self.metrics
        ).increment()
        self.logger.error(
            "An event could not be handled and was set aside",
            metadata: [
                "publisher": "\(self.feed.publisher)",
                "consumer": "\(self.consumer.name)",
                "position": "\(event.position)",
                "type": "\(event.type)",
                "reason": "\(reason)",
            ]
        )
    }
}
