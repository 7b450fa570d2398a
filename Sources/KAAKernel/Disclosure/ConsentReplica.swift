package import KAAStorage
package import Logging

/// Keeps what one module knows of consents in step with where they are recorded.
///
/// Changes take effect in memory first, so that a long write in the module's database does not delay a revocation; they
/// are kept in that database for the module's next start, which then has less to catch up with.
package struct ConsentReplica: Sendable {
    /// What the module relies on.
    package let directory: ConsentDirectory

    private let feed: any ConsentFeed
    private let database: Database
    private let clock: any KernelClock
    private let logger: Logger
    private let pause: @Sendable (Duration) async throws -> Void

    /// Creates a replica that knows nothing until it is loaded or follows.
    ///
    /// - Parameters:
    ///   - feed: Where consents are recorded.
    ///   - database: The module's database, with ``migrations``.
    ///   - clock: Tells the lease.
    ///   - logger: Told when the feed is out of reach.
    ///   - pause: Waits between looking for changes; tests pass one that does not.
    package init(
        feed: any ConsentFeed,
        database: Database,
        clock: any KernelClock,
        logger: Logger,
        pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.directory = ConsentDirectory(clock: clock)
        self.feed = feed
        self.database = database
        self.clock = clock
        self.logger = logger
        self.pause = pause
    }

    /// The tables in a module's database.
    package static let migrations = [
        Migration(
            "kernel.createConsentReplica",
            """
            CREATE TABLE kernelConsentReplica (
                id BLOB NOT NULL PRIMARY KEY,
                position BIGINT NOT NULL,
                person BLOB NOT NULL,
                giver TEXT NOT NULL,
                isFoundMature INTEGER NOT NULL,
                form TEXT NOT NULL,
                disclosers TEXT NOT NULL,
                receivers TEXT NOT NULL,
                classes TEXT NOT NULL,
                purposes TEXT NOT NULL,
                firstDay INTEGER NOT NULL,
                lastDay INTEGER NOT NULL,
                handler TEXT NOT NULL,
                handlerBoard TEXT NOT NULL,
                recordedAt BIGINT NOT NULL,
                revokedAt BIGINT,
                revokedBy TEXT,
                revokingBoard TEXT
            );
            CREATE TABLE kernelConsentCursor (
                id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
                position BIGINT NOT NULL
            );
            INSERT INTO kernelConsentCursor (id, position) VALUES (1, 0)
            """
        )
    ]

    /// How often a replica asks for changes: four times in a lease, so that it survives being late now and then.
    static let interval = Duration.milliseconds(125)

    /// How many changes are read at a time: some hundred KiB.
    private static let batchSize = 512

    /// Takes what the module's database has kept, which is relied on only after it was confirmed.
    package func load() async throws {
        let (consents, position) = try await self.database.read { transaction in
            (
                try transaction.rows("SELECT * FROM kernelConsentReplica").map(Consent.init(row:)),
                try transaction.requiredValue("SELECT position FROM kernelConsentCursor", as: Int64.self)
            )
        }
        self.directory.load(consents, position: position)
    }

    /// Takes all changes there are, and with the last of them a new lease.
    ///
    /// - Throws: What stands between the module and the feed; the lease then runs out.
    package func follow() async throws {
        while true {
            let askedAt = self.clock.uptime
            let start = self.directory.position
            let page = try await self.feed.changes(after: start, limit: Self.batchSize)
            let isAtHead = self.directory.take(page, after: start, askedAt: askedAt)
            guard !isAtHead, !page.changes.isEmpty else { return }
        }
    }

    /// Keeps the changes taken so far in the module's database.
    package func save() async throws {
        let changes = self.directory.unsaved
        guard let last = changes.map(\.position).max() else { return }
        try await self.database.write { transaction in
            for change in changes {
                if let consent = change.consent {
                    try consent.save(at: change.position, to: "kernelConsentReplica", in: transaction)
                } else {
                    try transaction.execute("DELETE FROM kernelConsentReplica WHERE id = \(change.id)")
                }
            }
            try transaction.execute("UPDATE kernelConsentCursor SET position = \(last) WHERE position < \(last)")
        }
        self.directory.markSaved(through: last)
    }

    /// Follows and saves until cancelled.
    ///
    /// - Throws: `CancellationError`, or ``KAAStorage/StorageError`` if the module's database cannot keep changes.
    package func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.keepFollowing() }
            group.addTask {
                while true {
                    try await self.save()
                    try await self.pause(Self.interval)
                }
            }
            try await group.waitForAll()
        }
    }

    private func keepFollowing() async throws {
        var isReached = true
        while true {
            do {
                try await self.follow()
                isReached = true
            } catch {
                try Task.checkCancellation()
                if isReached {
                    self.logger.error(
                        "The consents are out of reach, and the module relies on none",
                        metadata: ["reason": "\(error.impersonalText)"]
                    )
                }
                isReached = false
            }
            try await self.pause(Self.interval)
        }
    }
}
