import DequeModule
import NIOCore

/// Runs the tasks of a connection on its event loop, so that a handler and its connection need no thread hop between them.
///
/// Jobs that become ready on the loop are collected and run together, at the end of a read if there is one: all their answers
/// then leave in one write.
///
/// `@unchecked Sendable`: `jobs` is touched on the loop only.
final class ConnectionExecutor: TaskExecutor, @unchecked Sendable {
    private let loop: LoopJobs
    private var jobs: Deque<UnownedJob> = []

    init(_ loop: LoopJobs) {
        self.loop = loop
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if self.loop.eventLoop.inEventLoop {
            self.add(job)
        } else {
            self.loop.eventLoop.execute { self.add(job) }
        }
    }

    private func add(_ job: UnownedJob) {
        self.jobs.append(job)
        if self.jobs.count == 1 {
            self.loop.add(self)
        }
    }

    /// Runs some of the jobs.
    ///
    /// A job leaves the queue when it has run, so that what it makes ready finds the queue in its turn.
    ///
    /// - Returns: Whether there are more.
    func runJobs(atMost limit: Int) -> Bool {
        let executor = unsafe self.asUnownedTaskExecutor()
        for _ in 0..<limit {
            guard let job = self.jobs.first else { return false }
            unsafe job.runSynchronously(on: executor)
            self.jobs.removeFirst()
        }
        return !self.jobs.isEmpty
    }
}
