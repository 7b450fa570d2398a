public import Foundation
package import KAAStorage
package import Logging
import Synchronization

/// Runs the jobs of one module: durably, in the order they were asked for, one run of a job at a time.
public final class JobRunner: Sendable {
    private struct Running {
        let context: JobContext
        let stop: CommitSignal
    }

    private let definitions: [String: JobDefinition]
    private let storage: JobStorage
    private let clock: any KernelClock
    private let identifiers: any IdentifierSource
    private let logger: Logger
    private let queueSignal = CommitSignal()
    private let running = Mutex<[UUID: Running]>([:])

    /// Creates a runner.
    ///
    /// - Parameters:
    ///   - definitions: The jobs of the module.
    ///   - database: The module's database, with ``JobStorage/migrations``.
    ///   - clock: Gives the times of the runs.
    ///   - identifiers: Gives the runs' identifiers.
    ///   - logger: Told of failures.
    package init(
        definitions: [JobDefinition],
        database: Database,
        clock: any KernelClock,
        identifiers: any IdentifierSource,
        logger: Logger
    ) {
        self.definitions = Dictionary(definitions.map { ($0.name, $0) }) { first, _ in first }
        self.storage = JobStorage(database: database)
        self.clock = clock
        self.identifiers = identifiers
        self.logger = logger
    }

    /// Marks runs as failed that a former process did not live to end; call it once, before anything runs.
    ///
    /// - Returns: How many there were.
    /// - Throws: ``KAAStorage/StorageError``.
    @discardableResult
    package func recover() async throws -> Int {
        try await self.storage.failInterrupted(at: self.clock.now)
    }

    /// Runs queued jobs as they are asked for, until cancelled.
    ///
    /// - Throws: `CancellationError`, or ``KAAStorage/StorageError`` if the runs cannot be kept.
    package func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for definition in self.definitions.values {
                group.addTask { try await self.runQueued(definition) }
            }
            try await group.waitForAll()
        }
    }

    /// Asks for a run, to be made by ``run()``.
    ///
    /// - Parameters:
    ///   - name: The job.
    ///   - arguments: What the run is to do.
    /// - Returns: The queued run.
    /// - Throws: ``JobError`` if there is no such job, or ``KAAStorage/StorageError``.
    public func enqueue(_ name: String, arguments: [UInt8] = []) async throws -> JobRun {
        guard self.definitions[name] != nil else {
            throw JobError(.unknownJob)
        }
        let run = self.newRun(name, arguments: arguments, state: .queued)
        try await self.storage.insert(run)
        self.queueSignal.raise()
        return run
    }

    /// Makes a run now and waits for its end; for commands that run without a server.
    ///
    /// - Parameters:
    ///   - name: The job.
    ///   - arguments: What the run is to do.
    ///   - observer: Told of every step of progress, on whichever thread makes it.
    /// - Returns: The finished run, failed or not.
    /// - Throws: ``JobError`` if there is no such job or it is running already, or ``KAAStorage/StorageError``.
    public func perform(
        _ name: String,
        arguments: [UInt8] = [],
        observer: @escaping @Sendable (JobProgress) -> Void = { _ in }
    ) async throws -> JobRun {
        guard let definition = self.definitions[name] else {
            throw JobError(.unknownJob)
        }
        let run = self.newRun(name, arguments: arguments, state: .running)
        guard try await self.storage.insertUnlessRunning(run) else {
            throw JobError(.alreadyRunning)
        }
        return try await self.perform(definition, as: run, observer: observer)
    }

    /// A run as it stands just now.
    ///
    /// - Throws: ``JobError`` if there is no such run, or ``KAAStorage/StorageError``.
    public func jobRun(_ id: UUID) async throws -> JobRun {
        guard var run = try await self.storage.run(id) else {
            throw JobError(.unknownRun)
        }
        if !run.state.isFinal, let live = self.running.withLock({ $0[id] }) {
            run.progress = live.context.progress
        }
        return run
    }

    /// The latest runs, latest first.
    ///
    /// - Parameters:
    ///   - name: The job, or `nil` for all.
    ///   - limit: How many at most.
    /// - Returns: The runs.
    /// - Throws: ``KAAStorage/StorageError``.
    public func jobRuns(of name: String? = nil, limit: Int = 100) async throws -> [JobRun] {
        try await self.storage.runs(of: name, limit: limit)
    }

    /// Stops a run: at once if it waits, soon if it runs.
    ///
    /// - Throws: ``JobError`` if there is no such run or it is over, or ``KAAStorage/StorageError``.
    public func cancel(_ id: UUID) async throws {
        if try await self.storage.cancelQueued(id, at: self.clock.now) {
            return
        }
        guard let live = self.running.withLock({ $0[id] }) else {
            _ = try await self.jobRun(id)
            throw JobError(.alreadyFinished)
        }
        live.stop.raise()
    }

    private func newRun(_ name: String, arguments: [UInt8], state: JobState) -> JobRun {
        let now = self.clock.now
        return JobRun(
            id: self.identifiers.next(),
            name: name,
            state: state,
            progress: JobProgress(),
            arguments: arguments,
            queuedAt: now,
            startedAt: state == .running ? now : nil
        )
    }

    private func runQueued(_ definition: JobDefinition) async throws {
        while true {
            let generation = self.queueSignal.generation
            if let run = try await self.storage.startNext(of: definition.name, at: self.clock.now) {
                _ = try await self.perform(definition, as: run, observer: { _ in })
                try Task.checkCancellation()
            } else {
                try await self.queueSignal.wait(after: generation)
            }
        }
    }

    /// Makes a run and records how it ended.
    private func perform(
        _ definition: JobDefinition,
        as run: JobRun,
        observer: @escaping @Sendable (JobProgress) -> Void
    ) async throws -> JobRun {
        let progressSignal = CommitSignal()
        let live = Running(
            context: JobContext(
                runID: run.id,
                arguments: run.arguments,
                signal: progressSignal,
                observer: observer
            ),
            stop: CommitSignal()
        )
        self.running.withLock { $0[run.id] = live }
        defer { self.running.withLock { $0[run.id] = nil } }
        let execution = JobExecution(
            definition: definition,
            context: live.context,
            progressSignal: progressSignal,
            stop: live.stop,
            storage: self.storage,
            clock: self.clock
        )
        let finished = await execution.finish(run)
        if let failure = finished.failure {
            self.logger.error(
                "A job failed",
                metadata: ["job": "\(run.name)", "run": "\(run.id)", "reason": "\(failure.reason)"]
            )
        }
        try await self.storage.finish(finished)
        // A queued run of this job may start now.
        self.queueSignal.raise()
        return finished
    }
}
