import Foundation
import KAAKernel
import KAAStorage
import Logging

/// A publisher and a consumer, each with its own database.
struct EventFixture {
    struct Poisoned: Error {}

    static let type = "kaa.test.v1.Happened"

    let publisher: Database
    let consumer: Database
    let outbox: Outbox
    let inbox: Inbox
    let feed: OutboxFeed
    let clock = ManualClock(Date(timeIntervalSince1970: 1_800_000_000))
    let pauses = DurationLog()

    init() async throws {
        let signal = CommitSignal()
        self.publisher = try await Database.open(.memory, migrations: Outbox.migrations)
        self.consumer = try await Database.open(
            .memory,
            migrations: Inbox.migrations + Outbox.migrations + [
                Migration("test.createEffect", "CREATE TABLE effect (number INTEGER NOT NULL)")
            ]
        )
        self.outbox = Outbox(clock: self.clock, identifiers: SeededIdentifiers(seed: 5), signal: signal)
        self.inbox = Inbox(database: self.consumer, clock: self.clock)
        self.feed = OutboxFeed(publisher: "test", database: self.publisher, signal: signal)
    }

    /// A consumer that keeps the number in each event, after `check` has had its say.
    func keepingNumbers(
        _ check: @escaping @Sendable (UInt8) throws -> Void = { _ in }
    ) -> EventConsumer {
        EventConsumer(name: "numbers", publisher: "test", types: [Self.type]) { event, tx in
            try tx.execute("INSERT INTO effect (number) VALUES (\(Int(event.payload[0])))")
            try check(event.payload[0])
        }
    }

    var quietLogger: Logger {
        Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    }

    func delivery(_ consumer: EventConsumer, retryPolicy: RetryPolicy = RetryPolicy()) -> EventDelivery {
        let pauses = self.pauses
        return EventDelivery([
            EventSubscription(
                feed: self.feed,
                consumer: consumer,
                inbox: self.inbox,
                retryPolicy: retryPolicy,
                logger: self.quietLogger,
                pause: { pauses.append($0) }
            )
        ])
    }

    func publish(_ numbers: [UInt8], type: String = Self.type) async throws {
        try await self.publisher.write { [outbox] tx in
            for number in numbers {
                try outbox.publish(type: type, payload: [number], occurredOn: "2026-01-01", in: tx)
            }
        }
    }

    func effects() async throws -> [Int] {
        try await self.consumer.read { try $0.values("SELECT number FROM effect ORDER BY rowid") }
    }
}
