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
