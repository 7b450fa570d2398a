import Synchronization

@testable import KAAKernel

/// A feed that a test can cut off.
final class CuttableFeed: ConsentFeed {
    struct Cut: Error {}

    private let feed: any ConsentFeed
    private let isCut = Mutex(false)

    init(_ feed: any ConsentFeed) {
        self.feed = feed
    }

    var isDown: Bool { self.isCut.withLock { $0 } }

    func cut() {
        self.isCut.withLock { $0 = true }
    }

    func heal() {
        self.isCut.withLock { $0 = false }
    }

    func changes(after position: Int64, limit: Int) async throws -> ConsentPage {
        guard !self.isDown else { throw Cut() }
        return try await self.feed.changes(after: position, limit: limit)
    }
}
