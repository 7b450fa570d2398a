import Foundation
import GuidanceContract
import InterventionsContract
import KAAKernel
import KAAKernelTesting
import KAAStorage
import KAAWire
import OutreachContract
import ReportingContract
import SeededRandomness
import Testing

@testable import Reporting

/// Figures stay when people go: of every window, as known now and as known on any day.
struct AnonymousFactsTests {
    private static let first: CivilDate = "2026-03-01"

    @Test(arguments: 0..<UInt64(12))
    func keepsEveryFigureAndNoIdentifier(seed: UInt64) async throws {
        var random = SplitMix(seed: seed)
        let world = World.random(from: Self.first, using: &random)
        let events = try world.events(using: &random)
        let people = Set(
            world.coverages.map(\.youngPersonID) + world.attempts.map(\.youngPersonID)
                + world.sessions.map(\.youngPersonID) + world.interventions.map(\.youngPersonID)
        ).sorted()
        let purged = people.filter { _ in random.oneIn(2) }
        let database = try await Database.open(.memory, migrations: ReportingMigrations.all)
        let consumers = EventConsumer.reporting(SubjectDirectory(), identifiers: SeededIdentifiers(seed: seed))
        try await database.write { transaction in
            for (publisher, event) in events {
                for consumer in consumers where consumer.publisher == publisher {
                    try consumer.handle(event, transaction)
                }
            }
        }
        let before = try await Self.figures(in: database)
        let keys = try await Self.keys(of: purged, in: database)

        try await Self.tell(purged, .records, consumers, database)
        #expect(try await Self.keys(of: purged, in: database) == keys, "The first stage is for those who keep records.")
        try await Self.tell(purged, .figures, consumers, database)

        #expect(try await Self.figures(in: database) == before)
        let left = try await Self.identifiers(in: database)
        #expect(left.isDisjoint(with: keys.union(purged.compactMap { UUID(uuidString: $0) })))
        // Again, as after an interruption, it finds nobody.
        try await Self.tell(purged, .figures, consumers, database)
        #expect(try await Self.figures(in: database) == before)
    }

    @Test func keepsNoMomentButTheDay() async throws {
        let database = try await Database.open(.memory, migrations: ReportingMigrations.all)
        let consumers = EventConsumer.reporting(SubjectDirectory(), identifiers: SeededIdentifiers(seed: 1))
        let person = "00000000-0000-4000-8000-000000000001"
        let moment = Date(timeIntervalSince1970: 1_780_000_000.123456)
        let message = Kaa.Outreach.V1.ContactAttemptRecorded(
            contactAttemptID: "00000000-0000-4000-8000-000000000002",
            youngPersonID: person,
            step: .phone,
            result: .reachedYouth,
            attemptedOn: "2026-05-28",
            recordTime: .init(moment)
        )
        try await database.write { transaction in
            try consumers[0].handle(try Self.event(message, at: 71), transaction)
        }
        try await Self.tell([person], .figures, consumers, database)
        let row = try await database.read { try $0.row("SELECT recordedFrom, position FROM reportingAttempt") }
        let recorded: Date = try #require(row).decode("recordedFrom")
        #expect(recorded == CivilDate(swedishDayOf: moment).swedishMidnight)
        #expect(try #require(row).decode("position") as Int64 == 1)
    }

    private static func tell(
        _ people: [String],
        _ stage: Kaa.Outreach.V1.PurgeStage,
        _ consumers: [EventConsumer],
        _ database: Database
    ) async throws {
        let message = Kaa.Outreach.V1.YoungPersonsPurged(youngPersonIds: people, stage: stage)
        try await database.write { transaction in
            for consumer in consumers where consumer.publisher == "outreach" {
                try consumer.handle(try Self.event(message, at: 9_999), transaction)
            }
        }
    }

    private static func event(_ message: some WireMessage, at position: Int64) throws -> PublishedEvent {
        PublishedEvent(
            position: position,
            id: UUID(),
            type: type(of: message).wireName,
            payload: try message.encodedBytes(),
            occurredOn: "2026-01-01",
            recordedAt: Date(timeIntervalSince1970: 0)
        )
    }

    /// The figures of many windows, each as known now and on some days, by district and sex.
    private static func figures(in database: Database) async throws -> [[FunnelGroup: FunnelTally]] {
        try await database.read { transaction in
            var result: [[FunnelGroup: FunnelTally]] = []
            for start in stride(from: -5, through: World.dayCount, by: 9) {
                for length in [0, 6, 30, 90] {
                    let from = Self.first.addingDays(start)
                    let known: [CivilDate?] = [nil] + [0, 13, 31, 59].map { Self.first.addingDays($0) }
                    for day in known {
                        guard let window = ReportWindow(from: from, to: from.addingDays(length), asKnownOn: day) else {
                            continue
                        }
                        result.append(try FunnelStorage.tallies(window, by: [.district, .sex], in: transaction))
                    }
                }
            }
            return result
        }
    }

    private static func keys(of people: [String], in database: Database) async throws -> Set<UUID> {
        try await database.read { transaction in
            var keys: Set<UUID> = []
            for person in people.compactMap(UUID.init(uuidString:)) {
                let number = try transaction.value(
                    "SELECT number FROM reportingPerson WHERE youngPerson = \(person)",
                    as: Int.self
                )
                guard let number else { continue }
                keys.insert(person)
                keys.formUnion(try transaction.values("SELECT attempt FROM reportingAttempt WHERE person = \(number)"))
                keys.formUnion(try transaction.values("SELECT session FROM reportingSession WHERE person = \(number)"))
                keys.formUnion(
                    try transaction.values("SELECT intervention FROM reportingIntervention WHERE person = \(number)")
                )
            }
            return keys
        }
    }

    private static func identifiers(in database: Database) async throws -> Set<UUID> {
        try await database.read { transaction in
            Set(
                try transaction.values("SELECT youngPerson FROM reportingPerson")
                    + transaction.values("SELECT attempt FROM reportingAttempt")
                    + transaction.values("SELECT session FROM reportingSession")
                    + transaction.values("SELECT intervention FROM reportingIntervention")
            )
        }
    }
}
