import Foundation
package import KAAStorage

/// The runs of one module's jobs.
package struct JobStorage: Sendable {
    private let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// The table of the runs.
    package static let migrations = [
        Migration(
            "kernel.createJobRun",
            """
            CREATE TABLE kernelJobRun (
                id BLOB NOT NULL PRIMARY KEY,
                position BIGINT NOT NULL UNIQUE,
                name TEXT NOT NULL,
                state TEXT NOT NULL,
                phase TEXT NOT NULL,
                done BIGINT NOT NULL,
                total BIGINT NOT NULL,
                arguments BLOB NOT NULL,
                queuedAt BIGINT NOT NULL,
                startedAt BIGINT,
                finishedAt BIGINT,
                failureReason TEXT,
                failureMessage TEXT,
                result BLOB
            );
            CREATE INDEX kernelJobRunByState ON kernelJobRun (state, name, position)
            """
        )
    ]

    func insert(_ run: JobRun) async throws {
        try await self.database.write { try Self.insert(run, in: $0) }
    }

    /// Records a run that starts now, unless another run of the job has started and not ended.
    ///
    /// - Returns: Whether it was recorded.
    func insertUnlessRunning(_ run: JobRun) async throws -> Bool {
        try await self.database.write { transaction in
            guard try !Self.isRunning(run.name, in: transaction) else {
                return false
            }
            try Self.insert(run, in: transaction)
            return true
        }
    }

    private static func isRunning(_ name: String, in transaction: ReadTransaction) throws -> Bool {
        let count = try transaction.requiredValue(
            "SELECT COUNT(*) FROM kernelJobRun WHERE state = \(JobState.running) AND name = \(name)",
            as: Int.self
        )
        return count > 0
    }

    private static func insert(_ run: JobRun, in transaction: WriteTransaction) throws {
        try transaction.execute(
            """
            INSERT INTO kernelJobRun (
                id, position, name, state, phase, done, total, arguments, queuedAt, startedAt
            ) SELECT
                \(run.id), COALESCE(MAX(position), 0) + 1, \(run.name), \(run.state), \(run.progress.phase),
                \(run.progress.done), \(run.progress.total), \(run.arguments), \(run.queuedAt), \(run.startedAt)
            FROM kernelJobRun
            """
        )
    }

    func run(_ id: UUID) async throws -> JobRun? {
        try await self.database.read {
            try $0.row("SELECT * FROM kernelJobRun WHERE id = \(id)").map(JobRun.init(row:))
        }
    }

    /// The latest runs, of one job or of all.
    func runs(of name: String?, limit: Int) async throws -> [JobRun] {
        try await self.database.read { transaction in
            try transaction.rows(
                """
                SELECT * FROM kernelJobRun WHERE \(name) IS NULL OR name = \(name)
                ORDER BY position DESC LIMIT \(limit)
                """
            ).map(JobRun.init(row:))
        }
    }

    /// Marks the oldest queued run of a job as running and returns it; `nil` if none waits, or one is running.
    func startNext(of name: String, at moment: Date) async throws -> JobRun? {
        try await self.database.write { transaction in
            let row = try transaction.row(
                """
                SELECT * FROM kernelJobRun WHERE state = \(JobState.queued) AND name = \(name)
                ORDER BY position LIMIT 1
                """
            )
            guard let row, try !Self.isRunning(name, in: transaction) else {
                return nil
            }
            var run = try JobRun(row: row)
            run.state = .running
            run.startedAt = moment
            try transaction.execute(
                "UPDATE kernelJobRun SET state = \(run.state), startedAt = \(moment) WHERE id = \(run.id)"
            )
            return run
        }
    }

    func save(_ progress: JobProgress, of id: UUID) async throws {
        try await self.database.write { transaction in
            try transaction.execute(
                """
                UPDATE kernelJobRun SET phase = \(progress.phase), done = \(progress.done), total = \(progress.total)
                WHERE id = \(id) AND state = \(JobState.running)
                """
            )
        }
    }

    /// Records how a run ended, although the task may be cancelled.
    func finish(_ run: JobRun) async throws {
        try await self.database.writeEvenIfCancelled { transaction in
            try transaction.execute(
                """
                UPDATE kernelJobRun SET
                    state = \(run.state), phase = \(run.progress.phase), done = \(run.progress.done),
                    total = \(run.progress.total), finishedAt = \(run.finishedAt),
                    failureReason = \(run.failure?.reason), failureMessage = \(run.failure?.message),
                    result = \(run.result)
                WHERE id = \(run.id)
                """
            )
        }
    }

    /// Cancels a run that has not started.
    ///
    /// - Returns: Whether it was queued.
    func cancelQueued(_ id: UUID, at moment: Date) async throws -> Bool {
        try await self.database.write { transaction in
            try transaction.execute(
                """
                UPDATE kernelJobRun SET state = \(JobState.cancelled), finishedAt = \(moment)
                WHERE id = \(id) AND state = \(JobState.queued)
                """
            ) == 1
        }
    }

    /// Marks the runs that a former process left running as failed.
    func failInterrupted(at moment: Date) async throws -> Int {
        try await self.database.write { transaction in
            try transaction.execute(
                """
                UPDATE kernelJobRun SET
                    state = \(JobState.failed), finishedAt = \(moment),
                    failureReason = \(JobFailure.interrupted.reason), failureMessage = \(JobFailure.interrupted.message)
                WHERE state = \(JobState.running)
                """
            )
        }
    }
}

extension JobRun {
    fileprivate init(row: Row) throws {
        self.id = try row.decode("id")
        self.name = try row.decode("name")
        self.state = try row.decode("state")
        self.progress = JobProgress(
            phase: try row.decode("phase"),
            done: try row.decode("done"),
            total: try row.decode("total")
        )
        self.arguments = try row.decode("arguments")
        self.queuedAt = try row.decode("queuedAt")
        self.startedAt = try row.decode("startedAt")
        self.finishedAt = try row.decode("finishedAt")
        let reason: String? = try row.decode("failureReason")
        let message: String? = try row.decode("failureMessage")
        if let reason, let message {
            self.failure = JobFailure(reason: reason, message: message)
        }
        self.result = try row.decode("result")
    }
}
