import Foundation
import KAAStorage
import Logging
import Synchronization
import Testing

@testable import KAAKernel

/// How long it takes, on the clock of the machine and under load, until no module relies on a revoked consent.
///
/// `scripts/check-trust revocations` repeats it and prints the figures.
@Suite(.timeLimit(.minutes(30)))
struct RevocationDelayTests {
    private static let modules = 4

    @Test func takesEffectInEveryModuleWithinASecond() async throws {
        let stated = ProcessInfo.processInfo.environment["KAA_REVOCATIONS"].flatMap(Int.init)
        var delays: [Duration] = []
        for number in 0..<(stated ?? 3) {
            // In every other round a module is cut off at the moment of the revocation.
            delays.append(
                try await withTemporaryDirectory { try await Self.delay(isCut: number.isMultiple(of: 2), in: $0) }
            )
        }
        let longest = try #require(delays.max())
        #expect(longest <= .seconds(1))
        if stated != nil {
            let healthy = delays.indices.filter { !$0.isMultiple(of: 2) }.map { delays[$0] }
            print(
                """
                \(delays.count) revocations under load, in \(Self.modules) modules: the last call let through after \
                \(Self.milliseconds(healthy.max())) ms at most; \(Self.milliseconds(longest)) ms where a module was cut off
                """
            )
        }
    }

    /// The time from asking for a revocation to the last call that any module let through on the consent.
    private static func delay(isCut: Bool, in directory: String) async throws -> Duration {
        let clock = SystemClock()
        let registry = ConsentRegistry(
            database: try await Database.open(
                .file("\(directory)/kernel.sqlite"),
                migrations: ConsentRegistry.migrations
            ),
            clock: clock,
            identifiers: TimeOrderedIdentifiers(clock: clock)
        )
        let today = clock.today
        var terms = ConsentTerms.sample
        terms.firstDay = today
        terms.lastDay = today.addingDays(1)
        let consent = Consent.sample(terms)
        try await registry.database.write { _ = try ConsentStorage.save(consent, in: $0) }

        var replicas: [ConsentReplica] = []
        var feeds: [CuttableFeed] = []
        var databases: [Database] = []
        for number in 0..<Self.modules {
            let database = try await Database.open(
                .file("\(directory)/\(number).sqlite"),
                migrations: ConsentReplica.migrations
            )
            let feed = CuttableFeed(registry.feed)
            let replica = ConsentReplica(
                feed: feed,
                database: database,
                clock: clock,
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            )
            registry.add(replica, of: "\(number)")
            databases.append(database)
            feeds.append(feed)
            replicas.append(replica)
        }
        let course = Course()
        return try await withThrowingTaskGroup(of: Void.self) { group in
            for replica in replicas {
                try await replica.follow()
                group.addTask { try await replica.run() }
                group.addTask {
                    var question = ConsentQuestion.sample
                    while !course.isOver {
                        question.moment = clock.now
                        let asked = clock.uptime
                        if replica.directory.refusal(of: question) == nil { course.letThrough(asked) }
                        await Task.yield()
                    }
                }
            }
            // One module's writer is busy all the time, as in a nightly run.
            let busy = databases[0]
            let cuttable = feeds[1]
            group.addTask {
                try await busy.writeExclusively { _ in
                    while !course.isOver {}
                }
            }
            group.addTask {
                if isCut { cuttable.cut() }
                course.begin(clock.uptime)
                var revoked = consent
                revoked.revoke(.init(moment: clock.now, handler: "sample", board: .amn))
                try await registry.database.write { [revoked] in _ = try ConsentStorage.save(revoked, in: $0) }
                try await registry.settle()
                course.answer(clock.uptime)
                course.end()
            }
            while !course.isOver { await Task.yield() }
            group.cancelAll()
            while let result = await group.nextResult() {
                if case .failure(let error) = result, !(error is CancellationError) { throw error }
            }
            for database in databases + [registry.database] { try await database.close() }
            let (began, answered, last) = course.moments
            #expect(last <= answered, "A module relied on the consent after the revocation was answered.")
            return max(.zero, last - began)
        }
    }

    private static func milliseconds(_ duration: Duration?) -> Int {
        duration.map { Int($0 / .milliseconds(1)) } ?? 0
    }
}

/// What happened when in one round, by the clock's uptime.
private final class Course: Sendable {
    private let state = Mutex<(began: Duration, answered: Duration, last: Duration)>((.zero, .zero, .zero))
    private let ended = Atomic(false)

    var moments: (began: Duration, answered: Duration, last: Duration) { self.state.withLock { $0 } }

    var isOver: Bool { self.ended.load(ordering: .acquiring) }

    /// The revocation is asked for.
    func begin(_ moment: Duration) { self.state.withLock { $0.began = moment } }

    /// Whoever asked is told that it has taken effect.
    func answer(_ moment: Duration) { self.state.withLock { $0.answered = moment } }

    /// A module relied on the consent, having been asked at `moment`.
    func letThrough(_ moment: Duration) { self.state.withLock { $0.last = max($0.last, moment) } }

    func end() { self.ended.store(true, ordering: .releasing) }
}
