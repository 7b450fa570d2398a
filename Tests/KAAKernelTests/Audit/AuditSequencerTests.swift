import Foundation
import KAAKernelContract
import KAAStorage
import KAAWire
import Synchronization
import Testing

@testable import KAAKernel

@Suite(.timeLimit(.minutes(10)))
struct AuditSequencerTests {
    /// A log that keeps the first leaves of what it is given and then fails, as a process that ends in the middle.
    private final class TearingLog: LeafLog {
        private let kept = Mutex<[[UInt8]]>([])
        /// How many leaves more it keeps.
        private let room: Mutex<Int>
        /// Raised when it has been given leaves.
        let given = CommitSignal()

        init(room: Int) {
            self.room = Mutex(room)
        }

        func makeRoom(_ count: Int) {
            self.room.withLock { $0 = count }
        }

        var leafCount: Int64 {
            Int64(self.kept.withLock { $0.count })
        }

        func append(leaves: [[UInt8]]) throws {
            let count = self.room.withLock { room in
                defer { room -= min(room, leaves.count) }
                return min(room, leaves.count)
            }
            self.kept.withLock { $0 += leaves.prefix(count) }
            self.given.raise()
            if count < leaves.count { throw Torn() }
        }

        func leaves(from index: Int64, limit: Int) -> [[UInt8]] {
            self.kept.withLock { Array($0.dropFirst(Int(index)).prefix(limit)) }
        }

        func proof(of index: Int64) -> String? { nil }

        func close() {}
    }

    private struct Torn: Error {}

    private static let always = Date.distantPast..<Date.distantFuture
    private let fixture = AuditFixture()

    @Test func goesOnWhereTheLogEndsAfterACrashAtAnyRecord() async throws {
        let database = try await self.fixture.database()
        let many = (0..<2_100).map { _ in self.fixture.person() }
        for number in 0..<4 {
            let entry = self.fixture.entry(Double(number), about: number == 2 ? many : [], access: .write)
            try await self.fixture.commit(entry, to: database)
        }
        // Six records: the third entry has three.
        for room in 0...6 {
            let log = TearingLog(room: room)
            if room < 6 {
                await #expect(throws: Torn.self) { _ = try await self.fixture.trail(["outreach": database], log: log) }
            }
            log.makeRoom(.max)
            let trail = try await self.fixture.trail(["outreach": database], log: log)
            let records = try await trail.records(during: Self.always).map(\.record)
            #expect(records.map(\.sourceSequence) == [1, 2, 3, 3, 3, 4])
            #expect(records.map(\.part) == [0, 0, 0, 1, 2, 0])
        }
    }

    @Test func asksTheLogAgainAfterAFailureInTheSameProcess() async throws {
        let database = try await self.fixture.database()
        let log = TearingLog(room: .max)
        let trail = try await self.fixture.trail(["outreach": database], log: log)
        log.makeRoom(1)
        for number in 0..<3 {
            try await self.fixture.commit(self.fixture.entry(Double(number), about: [], access: .write), to: database)
        }
        await #expect(throws: Torn.self) { try await trail.records(during: Self.always) }
        log.makeRoom(.max)

        #expect(try await trail.records(during: Self.always).map(\.record.sourceSequence) == [1, 2, 3])
    }

    @Test func movesEntriesWithoutBeingAsked() async throws {
        let database = try await self.fixture.database()
        let log = TearingLog(room: .max)
        let trail = try await self.fixture.trail(["outreach": database], log: log)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await trail.run() }
            for count in 1...3 {
                let generation = log.given.generation
                try await self.fixture.commit(self.fixture.entry(0, about: [], access: .write), to: database)
                try await log.given.wait(after: generation)
                #expect(log.leafCount == count)
            }
            group.cancelAll()
            while let result = await group.nextResult() { #expect(throws: CancellationError.self) { try result.get() } }
        }
    }

    @Test func refusesADatabaseThatIsOlderThanTheLog() async throws {
        let log = try await DatabaseLeafLog(.memory)
        let newer = try await self.fixture.database()
        for number in 0..<3 {
            try await self.fixture.commit(self.fixture.entry(Double(number), about: [], access: .write), to: newer)
        }
        _ = try await self.fixture.trail(["outreach": newer], log: log)
        let older = try await self.fixture.database()
        try await self.fixture.commit(self.fixture.entry(0, about: [], access: .write), to: older)

        let damage = await #expect(throws: AuditDamage.self) {
            _ = try await self.fixture.trail(["outreach": older], log: log)
        }
        #expect(damage?.description.hasPrefix("outreach.sqlite ends at audit entry 1") == true)
    }

    @Test func refusesAnIndexThatKnowsMoreThanTheLog() async throws {
        try await withTemporaryDirectory { folder in
            let place = DatabaseLocation.file("\(folder)/audit.sqlite")
            let trail = try await self.fixture.trail([:], index: place)
            for number in 0..<3 { try await trail.record(self.fixture.entry(Double(number), about: [])) }
            try await trail.close()

            let damage = await #expect(throws: AuditDamage.self) {
                _ = try await self.fixture.trail([:], index: place)
            }
            #expect(damage?.description == "The audit log ends at leaf 0, its index at leaf 3: leaves are missing.")
        }
    }
}
