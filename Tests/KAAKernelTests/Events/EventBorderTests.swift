import KAAKernelContract
import KAAStorage
import KAAWire
import Logging
import Synchronization
import Testing

@testable import KAAKernel

/// Events from the labour market board to the education board.
struct EventBorderTests {
    private typealias Event = Kaa.Kernel.V1.Consent

    private static let publisher = ModuleManifest(
        name: "test",
        owner: .amn,
        provides: [],
        publishes: [Event.wireName],
        events: [
            EventPolicy(Event.self, grounds: [.skollagen29_9]) { ($0 as? Event).map { [$0.youngPersonID] } ?? [] }
        ],
        migrations: []
    )
    private static let receiver = ModuleManifest(name: "receiver", owner: .utbn, provides: [], migrations: [])

    @Test func tellsOfAnEventWhatTheGroundOpensAndNothingElse() async throws {
        let configuration = try await KernelConfiguration(path: nil, environment: [:], modules: [])
        let environment = KernelEnvironment(
            configuration: configuration,
            clock: ManualClock("2026-11-20"),
            identifiers: SeededIdentifiers(seed: 7),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let policy = EventPolicy(MixedEvent.self, grounds: [.skollagen29_9]) {
            ($0 as? MixedEvent).map { [$0.youngPersonID] } ?? []
        }
        let publisher = ModuleManifest(name: "test", owner: .amn, provides: [], events: [policy], migrations: [])
        let made = EventBorder(from: publisher, to: Self.receiver, recording: { _ in }, environment)
        let border = try #require(made)
        let person = YoungPersonID(environment.identifiers.next()).description
        let event = PublishedEvent(
            position: 1,
            id: environment.identifiers.next(),
            type: MixedEvent.wireName,
            payload: try MixedEvent(youngPersonID: person, secret: "known to the social services").encodedBytes(),
            occurredOn: "2026-11-20",
            recordedAt: environment.clock.now
        )
        let batch = try await border.disclose([event], ofTypes: [MixedEvent.wireName])
        let told = try MixedEvent(decoding: try #require(batch.events.first).payload)
        #expect(told.youngPersonID == person)
        #expect(told.secret.isEmpty)
        let receipt = try Kaa.Kernel.V1.DisclosureReceipt(decoding: try #require(batch.receipts.first))
        #expect(receipt.fieldPaths == ["young_person_id"])
    }

    @Test func holdsAnEventThatWasSetAsideWhenItIsTriedAgain() async throws {
        let clock = ManualClock("2026-11-20")
        let identifiers = SeededIdentifiers(seed: 7)
        let signal = CommitSignal()
        let database = try await Database.open(.memory, migrations: KernelSchema.migrations)
        let source = try await Database.open(.memory, migrations: KernelSchema.migrations)
        let environment = KernelEnvironment(
            configuration: try await KernelConfiguration(path: nil, environment: [:], modules: []),
            clock: clock,
            identifiers: identifiers,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let entries = Mutex<[AuditEntry]>([])
        let isMended = Atomic(false)
        let inbox = Inbox(database: database, clock: clock)
        let delivery = EventDelivery([
            EventSubscription(
                feed: OutboxFeed(publisher: "test", database: source, signal: signal),
                consumer: EventConsumer(name: "consumer", publisher: "test", types: [Event.wireName]) { _, _ in
                    guard isMended.load(ordering: .relaxed) else { throw EventFixture.Poisoned() }
                },
                inbox: inbox,
                border: EventBorder(
                    from: Self.publisher,
                    to: Self.receiver,
                    recording: { entry in entries.withLock { $0.append(entry) } },
                    environment
                ),
                retryPolicy: RetryPolicy(attempts: 1),
                logger: environment.logger,
                metrics: environment.metrics
            )
        ])
        let person = YoungPersonID(identifiers.next())
        let payload = try Event(youngPersonID: person.description).encodedBytes()
        let outbox = Outbox(clock: clock, identifiers: identifiers, signal: signal)
        try await source.write { transaction in
            try outbox.publish(type: Event.wireName, payload: payload, occurredOn: "2026-11-20", in: transaction)
        }
        try await delivery.drain()
        let parked = try #require(try await inbox.parkedEvents().first)
        #expect(try await database.read { try ReceiptLedger.receipts(about: person, in: $0) }.isEmpty)

        isMended.store(true, ordering: .relaxed)
        try await delivery.retry(parked, in: source)
        #expect(try await inbox.parkedEvents() == [parked], "It was set aside in another database.")
        try await delivery.retry(parked, in: database)
        #expect(try await inbox.parkedEvents().isEmpty)
        #expect(try await database.read { try ReceiptLedger.receipts(about: person, in: $0) }.count == 1)
        #expect(entries.withLock { $0.map(\.subjects) } == [[person], [person]])
    }
}
