import DequeModule
import NIOCore

/// Runs tasks on an event loop, so that a handler and its connection need no thread hop between them.
///
/// Jobs that become ready on the loop are collected and run together, at the end of a read if there is one: all their answers
/// then leave in one write.
///
/// `@unchecked Sendable`: `jobs` and `isScheduled` are touched on the loop only.
final class EventLoopTaskExecutor: TaskExecutor, @unchecked Sendable {
    /// Jobs run before sockets get their turn again.
    private static let maximumBatch = 1024

    private let eventLoop: any EventLoop
    private var jobs: Deque<UnownedJob> = []
    private var isScheduled = false

    init(eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if self.eventLoop.inEventLoop {
            self.add(job)
        } else {
            self.eventLoop.execute { self.add(job) }
        }
    }

    private func add(_ job: UnownedJob) {
        self.jobs.append(job)
        self.schedule()
    }

    private func schedule() {
        guard !self.isScheduled else { return }
        self.isScheduled = true
        self.eventLoop.execute {
            self.isScheduled = false
            self.runReadyJobs()
        }
    }

    /// Runs what is ready now; only on the loop, and not from inside a job.
    func runReadyJobs() {
        let executor = unsafe self.asUnownedTaskExecutor()
        var remaining = Self.maximumBatch
        while remaining > 0, let job = self.jobs.popFirst() {
            unsafe job.runSynchronously(on: executor)
            remaining -= 1
        }
        if !self.jobs.isEmpty {
            self.schedule()
        }
    }
}
