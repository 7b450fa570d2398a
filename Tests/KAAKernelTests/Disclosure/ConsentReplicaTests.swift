import Foundation
import KAAStorage
import Testing

@testable import KAAKernel

/// What a module may rely on, whatever happens between it and where consents are recorded.
@Suite(.timeLimit(.minutes(10)))
struct ConsentReplicaTests {
    private static let leaseSeconds = ConsentDirectory.lease / .seconds(1)

    @Test func reliesOnNothingBeforeItHasAsked() async throws {
        let fixture = try await ConsentFixture()
        try await fixture.save(.sample())
        let replica = try await fixture.replica()
        #expect(replica.directory.refusal() == .notCurrent)
        try await replica.follow()
        #expect(replica.directory.refusal() == nil)
    }

    @Test func reliesOnWhatItKnowsForTheLengthOfALease() async throws {
        let fixture = try await ConsentFixture()
        try await fixture.save(.sample())
        let replica = try await fixture.replica()
        try await replica.follow()
        fixture.clock.advance(bySeconds: Self.leaseSeconds - 0.001)
        #expect(replica.directory.refusal() == nil)
        fixture.clock.advance(bySeconds: 0.001)
        #expect(replica.directory.refusal() == .notCurrent)
        try await replica.follow()
        #expect(replica.directory.refusal() == nil)
    }

    @Test func startsItsLeaseBeforeItAsks() async throws {
        let fixture = try await ConsentFixture()
        let slow = SlowFeed(fixture.registry.feed) { fixture.clock.advance(bySeconds: Self.leaseSeconds) }
        let replica = try await fixture.replica(through: slow)
        try await replica.follow()
        #expect(replica.directory.leaseEnd == nil)
    }

    @Test func learnsOfARevocationThatWasMadeWhileItWasDown() async throws {
        let fixture = try await ConsentFixture()
        let database = try await ConsentFixture.moduleDatabase()
        try await fixture.save(.sample())
        let before = try await fixture.replica(of: database)
        try await before.follow()
        try await before.save()

        try await fixture.revoke()
        let after = try await fixture.replica(of: database)
        try await after.load()
        #expect(after.directory.position == before.directory.position)
        #expect(after.directory.refusal() == .notCurrent)
        try await after.follow()
        #expect(after.directory.refusal() == .revoked)
    }

    @Test func catchesUpInMoreThanOneStep() async throws {
        let fixture = try await ConsentFixture()
        let identifiers = SeededIdentifiers(seed: 8)
        for _ in 0..<1_100 { try await fixture.save(.sample(id: identifiers.next())) }
        try await fixture.save(.sample())
        let replica = try await fixture.replica()
        try await replica.follow()
        #expect(replica.directory.refusal() == nil)
    }

    @Test func reliesOnNothingOnceTheFeedIsCutAndTheLeaseIsOver() async throws {
        let fixture = try await ConsentFixture()
        let feed = CuttableFeed(fixture.registry.feed)
        let replica = try await fixture.replica(through: feed)
        try await fixture.save(.sample())
        try await replica.follow()
        feed.cut()
        fixture.clock.advance(bySeconds: Self.leaseSeconds)
        await #expect(throws: CuttableFeed.Cut.self) { try await replica.follow() }
        #expect(replica.directory.refusal() == .notCurrent)
        feed.heal()
        try await replica.follow()
        #expect(replica.directory.refusal() == nil)
    }

    @Test func reliesOnNothingIfTheRecordIsOlderThanWhatItKnows() async throws {
        let fixture = try await ConsentFixture()
        try await fixture.save(.sample())
        let replica = try await fixture.replica()
        try await replica.follow()
        let restored = try await ConsentFixture()
        let other = try await restored.replica()
        other.directory.load([.sample()], position: 7)
        try await other.follow()
        #expect(replica.directory.refusal() == nil)
        #expect(other.directory.refusal() == .notCurrent)
    }

    @Test func hearsOfARevocationThatWasMadeOnARecordPutBackFromABackup() async throws {
        let lost = try await ConsentFixture()
        let identifiers = SeededIdentifiers(seed: 9)
        try await lost.save(.sample())
        for _ in 0..<3 { try await lost.save(.sample(id: identifiers.next())) }
        let database = try await ConsentFixture.moduleDatabase()
        let before = try await lost.replica(of: database)
        try await before.follow()
        try await before.save()

        let restored = try await ConsentFixture()
        try await restored.save(.sample())
        let after = try await restored.replica(of: database)
        try await after.load()
        try await after.follow()
        #expect(after.directory.refusal() == .notCurrent)
        restored.clock.advance(bySeconds: 1)
        try await restored.revoke()
        for _ in 0..<3 { try await restored.save(.sample(id: identifiers.next())) }
        try await after.follow()
        #expect(after.directory.refusal() == .revoked)
    }

    @Test func takesPagesInWhateverOrderTheyArrive() throws {
        let clock = ManualClock("2026-11-20")
        let directory = ConsentDirectory(clock: clock)
        var revoked = Consent.sample()
        revoked.revoke(.init(moment: clock.now, handler: "sample-coach", board: .amn))
        let late = ConsentPage(changes: [.init(position: 2, id: revoked.id, consent: revoked)], head: 2)
        let early = ConsentPage(changes: [.init(position: 1, id: revoked.id, consent: .sample())], head: 1)
        directory.take(late, after: 0, askedAt: clock.uptime)
        directory.take(early, after: 0, askedAt: clock.uptime)
        #expect(directory.refusal() == .revoked)
    }

    @Test func keepsTheLongestOfItsLeases() {
        let clock = ManualClock("2026-11-20")
        let directory = ConsentDirectory(clock: clock)
        let page = ConsentPage(changes: [], head: 0)
        directory.take(page, after: 0, askedAt: clock.uptime)
        directory.take(page, after: 0, askedAt: clock.uptime - ConsentDirectory.lease)
        #expect(directory.leaseEnd == clock.uptime + ConsentDirectory.lease)
    }

    @Test func forgetsWhoIsErased() async throws {
        let fixture = try await ConsentFixture()
        let database = try await ConsentFixture.moduleDatabase()
        let replica = try await fixture.replica(of: database)
        fixture.registry.add(replica, of: "test")
        try await fixture.save(.sample())
        try await fixture.registry.settle()
        try await replica.save()
        try await fixture.registry.erase([.sampleOfConsent])
        try await replica.save()
        #expect(replica.directory.refusal() == .unknown)
        for (database, table) in [
            (database, "kernelConsentReplica"), (fixture.registry.database, "kernelConsent"),
        ] as [(Database, StaticString)] {
            let count = try await database.read { transaction in
                try transaction.requiredValue("SELECT COUNT(*) FROM \(raw: table)", as: Int.self)
            }
            #expect(count == 0)
        }
    }

    @Test func savesWhileItFollowsUntilCancelled() async throws {
        let fixture = try await ConsentFixture()
        let database = try await ConsentFixture.moduleDatabase()
        try await fixture.save(.sample())
        let replica = try await fixture.replica(of: database)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await replica.run() }
            while try await Self.cursor(in: database) < 1 { await Task.yield() }
            group.cancelAll()
            let result = await group.nextResult()
            #expect(throws: CancellationError.self) { try result?.get() }
        }
    }

    private static func cursor(in database: Database) async throws -> Int {
        try await database.read { try $0.requiredValue("SELECT position FROM kernelConsentCursor") }
    }
}

/// A feed that takes its time after it has read.
private struct SlowFeed: ConsentFeed {
    private let feed: any ConsentFeed
    private let delay: @Sendable () -> Void

    init(_ feed: any ConsentFeed, _ delay: @escaping @Sendable () -> Void) {
        self.feed = feed
        self.delay = delay
    }

    func changes(after position: Int64, limit: Int) async throws -> ConsentPage {
        let page = try await self.feed.changes(after: position, limit: limit)
        self.delay()
        return page
    }
}
