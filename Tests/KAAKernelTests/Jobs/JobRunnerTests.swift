import Foundation
import KAAKernel
import KAAStorage
import Logging
import Synchronization
import Testing

struct JobRunnerTests {
    private struct Secretive: Error {
        let secret = "hidden"
    }

    private let clock = ManualClock(Date(timeIntervalSince1970: 1_800_000_000))

    private func runner(
        _ database: Database,
        _ run: @escaping @Sendable (JobContext) async throws -> [UInt8]
    ) -> JobRunner {
        JobRunner(
            definitions: [JobDefinition(name: "test.job", run: run)],
            database: database,
            clock: self.clock,
            identifiers: SeededIdentifiers(seed: 2),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    private func openDatabase() async throws -> Database {
        try await Database.open(.memory, migrations: JobStorage.migrations)
    }

    @Test func keepsTheResultOfARun() async throws {
        let database = try await self.openDatabase()
        let clock = self.clock
        let runner = self.runner(database) { context in
            context.report(phase: "counting", done: 3, total: 4)
            clock.advance(bySeconds: 10)
            return context.arguments.reversed()
        }
        let run = try await runner.perform("test.job", arguments: [1, 2])

        #expect(run.state == .succeeded)
        #expect(run.result == [2, 1])
        #expect(run.progress == JobProgress(phase: "counting", done: 3, total: 4))
        #expect(run.finishedAt == run.startedAt?.addingTimeInterval(10))
        #expect(try await runner.jobRun(run.id) == run)
    }

    @Test func keepsTheReasonOfAFailure() async throws {
        let database = try await self.openDatabase()
        let failure = JobFailure(reason: "FEED_SHRUNKEN", message: "The feed is a third smaller.")
        let run = try await self.runner(database) { _ in throw failure }.perform("test.job")

        #expect(run.state == .failed)
        #expect(run.failure == failure)
    }

    @Test func keepsNothingOfAnErrorThatMayHoldPersonalData() async throws {
        let database = try await self.openDatabase()
        let run = try await self.runner(database) { _ in throw Secretive() }.perform("test.job")

        #expect(run.failure == JobFailure(reason: "INTERNAL", message: "Secretive"))
    }

    @Test func refusesASecondRunOfTheSameJob() async throws {
        let database = try await self.openDatabase()
        let begun = CommitSignal()
        let go = CommitSignal()
        let runner = self.runner(database) { _ in
            begun.raise()
            try await go.wait(after: 0)
            return []
        }
        async let first = runner.perform("test.job")
        try await begun.wait(after: 0)
        let error = await #expect(throws: JobError.self) { try await runner.perform("test.job") }
        go.raise()

        #expect(error?.reason == .alreadyRunning)
        #expect(try await first.state == .succeeded)
        #expect(try await runner.jobRuns().count == 1)
    }

    @Test func leavesAQueuedRunWaitingWhileAnotherRuns() async throws {
        let database = try await self.openDatabase()
        let begun = CommitSignal()
        let go = CommitSignal()
        let done = CommitSignal()
        let runner = self.runner(database) { context in
            guard context.arguments == [1] else {
                done.raise()
                return []
            }
            begun.raise()
            try await go.wait(after: 0)
            return []
        }
        let states = try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { _ = try await runner.perform("test.job", arguments: [1]) }
            try await begun.wait(after: 0)
            let queued = try await runner.enqueue("test.job", arguments: [2])
            group.addTask { try await runner.run() }
            let whileRunning = try await runner.jobRun(queued.id).state
            go.raise()
            try await done.wait(after: 0)
            group.cancelAll()
            return [whileRunning]
        }

        #expect(states == [.queued])
    }

    @Test func makesQueuedRunsInOrder() async throws {
        let database = try await self.openDatabase()
        let order = Mutex<[UInt8]>([])
        let done = CommitSignal()
        let runner = JobRunner(
            definitions: [
                JobDefinition(name: "test.job") { context in
                    order.withLock { $0 += context.arguments }
                    if context.arguments == [3] {
                        done.raise()
                    }
                    return []
                }
            ],
            database: database,
            clock: self.clock,
            identifiers: SeededIdentifiers(seed: 2),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        for number in UInt8(1)...3 {
            _ = try await runner.enqueue("test.job", arguments: [number])
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await runner.run() }
            try await done.wait(after: 0)
            group.cancelAll()
        }

        #expect(order.withLock { $0 } == [1, 2, 3])
    }

    @Test func stopsARunningRun() async throws {
        let database = try await self.openDatabase()
        let begun = CommitSignal()
        let never = CommitSignal()
        let runner = self.runner(database) { _ in
            begun.raise()
            try await never.wait(after: 0)
            return []
        }
        async let run = runner.perform("test.job")
        try await begun.wait(after: 0)
        let id = try #require(try await runner.jobRuns().first?.id)
        try await runner.cancel(id)

        #expect(try await run.state == .cancelled)
        #expect(try await runner.jobRun(id).state == .cancelled)
        let error = await #expect(throws: JobError.self) { try await runner.cancel(id) }
        #expect(error?.reason == .alreadyFinished)
    }

    @Test func cancelsAQueuedRunAtOnce() async throws {
        let database = try await self.openDatabase()
        let runner = self.runner(database) { _ in [] }
        let run = try await runner.enqueue("test.job")
        try await runner.cancel(run.id)

        #expect(try await runner.jobRun(run.id).state == .cancelled)
    }

    @Test func tellsLiveProgressWhileTheDatabaseIsBusy() async throws {
        try await withTemporaryDirectory { directory in
            let database = try await Database.open(
                .file(directory + "/jobs.sqlite"),
                migrations: JobStorage.migrations
            )
            let begun = CommitSignal()
            let go = DispatchSemaphore(value: 0)
            let runner = self.runner(database) { context in
                try await database.writeExclusively { _ in
                    context.report(phase: "loading", done: 5, total: 9)
                    begun.raise()
                    go.wait()
                }
                return []
            }
            async let run = runner.perform("test.job")
            try await begun.wait(after: 0)
            let id = try #require(try await runner.jobRuns().first?.id)
            let progress = try await runner.jobRun(id).progress
            go.signal()

            #expect(progress == JobProgress(phase: "loading", done: 5, total: 9))
            #expect(try await run.state == .succeeded)
            try await database.close()
        }
    }

    @Test func marksARunThatTheProcessDidNotLiveToEnd() async throws {
        let database = try await self.openDatabase()
        let runner = self.runner(database) { _ in [] }
        let queued = try await runner.enqueue("test.job")
        let lost = try await runner.enqueue("test.job")
        try await database.write {
            try $0.execute("UPDATE kernelJobRun SET state = 'RUNNING' WHERE id = \(lost.id)")
        }
        let count = try await self.runner(database) { _ in [] }.recover()

        #expect(count == 1)
        #expect(try await runner.jobRun(lost.id).failure?.reason == "INTERRUPTED")
        #expect(try await runner.jobRun(queued.id).state == .queued)
    }

    @Test func recordsTheEndThoughTheWaitingTaskIsCancelled() async throws {
        let database = try await self.openDatabase()
        let begun = CommitSignal()
        let never = CommitSignal()
        let runner = self.runner(database) { _ in
            begun.raise()
            try await never.wait(after: 0)
            return []
        }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { _ = try? await runner.perform("test.job") }
            do {
                try await begun.wait(after: 0)
            } catch {
                Issue.record(error)
            }
            group.cancelAll()
        }

        #expect(try await runner.jobRuns().map(\.state) == [.cancelled])
    }

    @Test func refusesJobsAndRunsThatThereAreNot() async throws {
        let database = try await self.openDatabase()
        let runner = self.runner(database) { _ in [] }
        let unknownJob = await #expect(throws: JobError.self) { try await runner.enqueue("test.other") }
        let unknownRun = await #expect(throws: JobError.self) { try await runner.jobRun(UUID()) }

        #expect(unknownJob?.reason == .unknownJob)
        #expect(unknownRun?.reason == .unknownRun)
    }
}
