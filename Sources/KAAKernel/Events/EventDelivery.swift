import KAAStorage

/// All subscriptions of a running kernel.
public struct EventDelivery: Sendable {
    private let subscriptions: [EventSubscription]

    /// Creates the delivery.
    public init(_ subscriptions: [EventSubscription]) {
        self.subscriptions = subscriptions
    }

    /// Delivers events as they are published, each subscription by itself, until cancelled.
    ///
    /// - Throws: `CancellationError`, or the first failure that is not an event's own.
    public func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for subscription in self.subscriptions {
                group.addTask { try await subscription.run() }
            }
            try await group.waitForAll()
        }
    }

    /// Handles an event that was set aside in a consumer's database, after its cause was mended.
    ///
    /// - Throws: What the consumer throws; the event stays set aside.
    func retry(_ parked: ParkedEvent, in database: Database) async throws {
        try await self.subscriptions.first { $0.delivers(parked, to: database) }?.retry(parked)
    }

    /// Delivers everything there is, including what consumers publish in turn; for commands that run without a server.
    ///
    /// - Returns: How many deliveries were made.
    /// - Throws: The first failure that is not an event's own.
    @discardableResult
    public func drain() async throws -> Int {
        var total = 0
        while true {
            var count = 0
            for subscription in self.subscriptions {
                count += try await subscription.drain()
            }
            guard count > 0 else {
                return total
            }
            total += count
        }
    }
}
