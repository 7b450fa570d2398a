import Foundation
import KAAKernel
import KAAStorage
import Synchronization
import Testing

struct EventDeliveryTests {
    @Test func deliversInOrderAndOnce() async throws {
        let fixture = try await EventFixture()
        let delivery = fixture.delivery(fixture.keepingNumbers())
        try await fixture.publish([1, 2, 3])
        #expect(try await delivery.drain() == 3)
        try await fixture.publish([4])
        #expect(try await delivery.drain() == 1)
        #expect(try await delivery.drain() == 0)

        #expect(try await fixture.effects() == [1, 2, 3, 4])
    }

    @Test func publishesNothingOfATransactionThatIsUndone() async throws {
        let fixture = try await EventFixture()
        let outbox = fixture.outbox
        await #expect(throws: EventFixture.Poisoned.self) {
            try await fixture.publisher.write { tx in
                try outbox.publish(type: EventFixture.type, payload: [1], occurredOn: "2026-01-01", in: tx)
                throw EventFixture.Poisoned()
            }
        }
        try await fixture.publish([2])
        let events = try await fixture.feed.events(after: 0, limit: 10)

        #expect(events.map(\.payload) == [[2]])
        #expect(events.map(\.position) == [1])
    }

    @Test func takesEffectOnceThoughTheFirstTryIsLostBeforeItsCommit() async throws {
        let fixture = try await EventFixture()
        let crash = Atomic(true)
        let consumer = fixture.keepingNumbers { number in
            // As if the process died after handling the third event and before the commit.
            if number == 3, crash.exchange(false, ordering: .relaxed) {
                throw EventFixture.Poisoned()
            }
        }
        try await fixture.publish([1, 2, 3, 4])
        try await fixture.delivery(consumer).drain()

        #expect(try await fixture.effects() == [1, 2, 3, 4])
        #expect(try await fixture.inbox.parkedEvents().isEmpty)
    }

    @Test func takesEffectOnceThoughTwoDeliveriesCompete() async throws {
        let fixture = try await EventFixture()
        let delivery = fixture.delivery(fixture.keepingNumbers())
        try await fixture.publish(Array(0..<200))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask { try await delivery.drain() }
            }
            try await group.waitForAll()
        }

        #expect(try await fixture.effects() == Array(0..<200))
    }

    @Test func setsAPoisonedEventAsideAfterPausesAndGoesOn() async throws {
        let fixture = try await EventFixture()
        let consumer = fixture.keepingNumbers { number in
            if number == 2 {
                throw EventFixture.Poisoned()
            }
        }
        try await fixture.publish([1, 2, 3])
        try await fixture.delivery(consumer, retryPolicy: RetryPolicy(attempts: 4, firstPause: .seconds(1))).drain()

        #expect(try await fixture.effects() == [1, 3])
        #expect(fixture.pauses.durations == [.seconds(1), .seconds(4), .seconds(16)])
        #expect(
            try await fixture.inbox.parkedEvents() == [
                ParkedEvent(
                    publisher: "test",
                    consumer: "numbers",
                    position: 2,
                    type: EventFixture.type,
                    reason: "Poisoned"
                )
            ]
        )
    }

    @Test func handlesAnEventThatWasSetAsideOnceItsCauseIsMended() async throws {
        let fixture = try await EventFixture()
        try await fixture.publish([7])
        let failing = fixture.keepingNumbers { _ in throw EventFixture.Poisoned() }
        try await fixture.delivery(failing, retryPolicy: RetryPolicy(attempts: 1)).drain()
        let event = try #require(try await fixture.feed.events(after: 0, limit: 1).first)
        await #expect(throws: EventFixture.Poisoned.self) { try await fixture.inbox.retry(event, for: failing) }
        #expect(try await fixture.inbox.parkedEvents().count == 1)

        try await fixture.inbox.retry(event, for: fixture.keepingNumbers())
        try await fixture.inbox.retry(event, for: fixture.keepingNumbers())
        #expect(try await fixture.effects() == [7])
        #expect(try await fixture.inbox.parkedEvents().isEmpty)
    }

    @Test func passesOverEventsOfOtherTypes() async throws {
        let fixture = try await EventFixture()
        try await fixture.publish([1], type: "kaa.test.v1.Other")
        try await fixture.publish([2])
        try await fixture.delivery(fixture.keepingNumbers()).drain()

        #expect(try await fixture.effects() == [2])
        #expect(try await fixture.inbox.cursor(of: fixture.keepingNumbers()) == 2)
    }

    @Test func goesThroughManyBatches() async throws {
        let fixture = try await EventFixture()
        try await fixture.publisher.write { [outbox = fixture.outbox] tx in
            try outbox.publish(
                (0..<2_000).lazy.map {
                    (type: EventFixture.type, payload: [UInt8($0 % 256)], occurredOn: "2026-01-01")
                },
                in: tx
            )
        }
        #expect(try await fixture.delivery(fixture.keepingNumbers()).drain() == 2_000)
        #expect(try await fixture.effects() == (0..<2_000).map { $0 % 256 })
    }

    @Test func drainsWhatConsumersPublishInTurn() async throws {
        let fixture = try await EventFixture()
        let signal = CommitSignal()
        let second = Outbox(clock: fixture.clock, identifiers: SeededIdentifiers(seed: 9), signal: signal)
        let relay = EventConsumer(name: "relay", publisher: "test", types: [EventFixture.type]) { event, tx in
            try second.publish(
                type: "kaa.second.v1.Relayed",
                payload: event.payload,
                occurredOn: event.occurredOn,
                in: tx
            )
        }
        let last = EventConsumer(name: "last", publisher: "second", types: ["kaa.second.v1.Relayed"]) { event, tx in
            try tx.execute("INSERT INTO effect (number) VALUES (\(Int(event.payload[0])))")
        }
        let logger = fixture.quietLogger
        let delivery = EventDelivery([
            EventSubscription(
                feed: OutboxFeed(publisher: "second", database: fixture.consumer, signal: signal),
                consumer: last,
                inbox: fixture.inbox,
                logger: logger
            ),
            EventSubscription(feed: fixture.feed, consumer: relay, inbox: fixture.inbox, logger: logger),
        ])
        try await fixture.publish([1, 2])
        try await delivery.drain()

        #expect(try await fixture.effects() == [1, 2])
    }

    @Test func wakesUpWhenEventsAreCommittedAndEndsWhenCancelled() async throws {
        let fixture = try await EventFixture()
        let arrived = CommitSignal()
        let consumer = EventConsumer(name: "numbers", publisher: "test", types: [EventFixture.type]) { event, tx in
            try tx.execute("INSERT INTO effect (number) VALUES (\(Int(event.payload[0])))")
            tx.afterCommit { arrived.raise() }
        }
        let delivery = fixture.delivery(consumer)
        await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                do {
                    try await delivery.run()
                    return false
                } catch {
                    return error is CancellationError
                }
            }
            for round in 0..<UInt8(20) {
                do {
                    try await fixture.publish([round])
                    try await arrived.wait(after: UInt64(round))
                } catch {
                    Issue.record(error)
                }
            }
            group.cancelAll()
            #expect(await group.next() == true)
        }

        #expect(try await fixture.effects() == Array(0..<20))
    }
}
