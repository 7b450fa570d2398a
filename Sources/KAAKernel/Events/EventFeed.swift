/// The events of one publisher, from wherever it runs.
public protocol EventFeed: Sendable {
    /// The name of the publishing module.
    var publisher: String { get }

    /// The events after `position`, in order and without gaps; empty at the end.
    ///
    /// - Parameters:
    ///   - position: The last position that is known.
    ///   - limit: How many at most.
    /// - Returns: The events.
    /// - Throws: What stands between the reader and the publisher.
    func events(after position: Int64, limit: Int) async throws -> [PublishedEvent]

    /// A mark to be taken before asking for events, for ``waitForMore(since:)``.
    var mark: UInt64 { get }

    /// Returns when there may be events that there were not at `mark`.
    ///
    /// - Throws: `CancellationError`.
    func waitForMore(since mark: UInt64) async throws
}

extension EventFeed {
    /// How many events a reader takes at a time: enough for one commit to be a small part of the work, few enough that
    /// a batch of the largest events is a few MiB.
    package static var batchSize: Int {
        512
    }
}
