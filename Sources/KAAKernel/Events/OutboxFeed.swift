public import KAAStorage

/// The events of a publisher that runs in this process.
public struct OutboxFeed: EventFeed {
    /// The name of the publishing module.
    public let publisher: String

    private let database: Database
    private let signal: CommitSignal

    /// Creates a feed.
    ///
    /// - Parameters:
    ///   - publisher: The name of the publishing module.
    ///   - database: The publisher's database.
    ///   - signal: The one its ``Outbox`` raises.
    public init(publisher: String, database: Database, signal: CommitSignal) {
        self.publisher = publisher
        self.database = database
        self.signal = signal
    }

    /// The events after `position`.
    public func events(after position: Int64, limit: Int) async throws -> [PublishedEvent] {
        try await self.database.read { try Outbox.events(after: position, limit: limit, in: $0) }
    }

    /// How often events have been committed.
    public var mark: UInt64 {
        self.signal.generation
    }

    /// Returns when events have been committed since `mark`.
    public func waitForMore(since mark: UInt64) async throws {
        try await self.signal.wait(after: mark)
    }
}
