import DequeModule
import NIOCore

/// Runs tasks on an event loop, so that a handler and its connection need no thread hop between them.
///
/// Jobs that become ready on the loop are collected and run together, at the end of a read if there is one: all their answers
/// then leave in one write.
///
/// `@unchecked Sendable`: `jobs` and `isScheduled` are touched on the loop only.
final class EventLoopTaskExecutor: TaskExecutor, @unchecked Sendable {
    /// The time that jobs run before sockets get their turn again: short, since other connections wait meanwhile.
    private static let maximumTime = TimeAmount.milliseconds(1)
    /// Jobs between two looks at the clock.
    private static let jobsPerLook = 4

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
        let end = NIODeadline.now() + Self.maximumTime
        var count = 0
        while let job = self.jobs.popFirst() {
            unsafe job.runSynchronously(on: executor)
            count += 1
            if count.isMultiple(of: Self.jobsPerLook), NIODeadline.now() > end { break }
        }
        if !self.jobs.isEmpty {
            self.schedule()
        }
    }
}
