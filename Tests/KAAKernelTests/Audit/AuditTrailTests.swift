import Foundation
import KAAKernelContract
import KAAStorage
import Testing

@testable import KAAKernel

@Suite(.timeLimit(.minutes(10)))
struct AuditTrailTests {
    private let fixture = AuditFixture()

    @Test func findsWhatWasReadAndWhatWasChangedByPersonLatestFirst() async throws {
        let (anna, eva) = (self.fixture.person(), self.fixture.person())
        let database = try await self.fixture.database()
        let trail = try await self.fixture.trail(["outreach": database])
        let entries = [
            self.fixture.entry(0, about: [anna]), self.fixture.entry(1, about: [eva]),
            self.fixture.entry(2, about: [eva, anna], access: .write),
        ]
        try await trail.record(entries[0])
        try await trail.record(entries[1])
        try await self.fixture.commit(entries[2], to: database)

        let found = try await trail.entries(about: anna)
        let late = try await trail.entries(
            about: anna,
            during: AuditFixture.start.addingTimeInterval(1)..<Date.distantFuture
        )
        #expect(found.map(\.id) == [entries[2].id, entries[0].id])
        #expect(late.map(\.id) == [entries[2].id])
        #expect(try await trail.entries(about: eva).map(\.id) == [entries[2].id, entries[1].id])
    }

    @Test func findsEntriesByTimeInTheOrderOfTheLog() async throws {
        let trail = try await self.fixture.trail([:])
        for offset in 0..<5 { try await trail.record(self.fixture.entry(Double(offset), about: [])) }
        let start = AuditFixture.start
        let found = try await trail.entries(during: start.addingTimeInterval(1)..<start.addingTimeInterval(3))

        #expect(found.map { $0.recordedAt.timeIntervalSince(start) } == [1, 2])
    }

    @Test func aReadIsRecordedWhileAModulesWriterIsHeld() async throws {
        let database = try await self.fixture.database()
        let trail = try await self.fixture.trail(["outreach": database])
        let (begun, begins) = AsyncStream.makeStream(of: Void.self)
        let done = RaisedFlag()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await database.writeExclusively { transaction in
                    begins.finish()
                    // The writer's own thread, which nobody else waits for.
                    while !done.isRaised { try transaction.checkCancellation() }
                }
            }
            for await _ in begun {}
            try await trail.record(self.fixture.entry(0, about: [self.fixture.person()]))
            #expect(database.pendingWriteCount == 0)
            done.raise()
            try await group.waitForAll()
        }
        #expect(try await trail.records(during: Date.distantPast..<Date.distantFuture).count == 1)
    }

    @Test func movesEachEntryOnceAndInOrder() async throws {
        let database = try await self.fixture.database()
        let log = try await DatabaseLeafLog(.memory)
        let trail = try await self.fixture.trail(["outreach": database], log: log)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<8 {
                group.addTask {
                    for number in 0..<25 {
                        try await self.fixture.commit(
                            self.fixture.entry(Double(writer * 25 + number), about: [self.fixture.person()]),
                            to: database
                        )
                    }
                }
            }
            for _ in 0..<3 {
                group.addTask {
                    for _ in 0..<10 {
                        _ = try await trail.records(during: Date.distantPast..<Date.distantFuture, limit: 1)
                    }
                }
            }
            try await group.waitForAll()
        }
        let records = try await trail.records(during: Date.distantPast..<Date.distantFuture).map(\.record)
        #expect(records.map(\.sourceSequence) == (1...200).map { Int64($0) })
        #expect(Set(records.map(\.auditRecordID)).count == 200)
    }
}
