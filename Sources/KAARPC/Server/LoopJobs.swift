import DequeModule
import NIOCore

/// The jobs that are ready on an event loop, of one connection after the other.
///
/// A client that starts many calls at once so waits for its own, and the others for a few of them.
///
/// `@unchecked Sendable`: every stored property is touched on the loop only.
final class LoopJobs: @unchecked Sendable {
    /// The time that jobs run before sockets get their turn again.
    private static let maximumTime = TimeAmount.milliseconds(1)
    /// How long the loop waits for sockets then, if none has anything.
    ///
    /// Not zero, and not `execute` alone: the loop runs everything that is due before it looks at a socket.
    private static let pause = TimeAmount.microseconds(50)
    /// Jobs of one connection in a row, and so between two looks at the clock.
    private static let jobsPerTurn = 4

    let eventLoop: any EventLoop
    private var waiting: Deque<ConnectionExecutor> = []
    private var isScheduled = false

    init(eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
    }

    /// A connection has jobs again.
    func add(_ executor: ConnectionExecutor) {
        self.waiting.append(executor)
        guard !self.isScheduled else { return }
        self.isScheduled = true
        self.eventLoop.execute { self.runScheduled() }
    }

    private func runScheduled() {
        self.isScheduled = false
        self.run()
    }

    /// Runs what is ready now; only on the loop, and not from inside a job.
    func run() {
        let end = NIODeadline.now() + Self.maximumTime
        while let executor = self.waiting.popFirst() {
            if executor.runJobs(atMost: Self.jobsPerTurn) {
                self.waiting.append(executor)
            }
            if NIODeadline.now() > end { break }
        }
        if !self.waiting.isEmpty, !self.isScheduled {
            self.isScheduled = true
            // Behind what the jobs left for the loop to do, such as to write their answers: the pause begins after that.
            self.eventLoop.execute {
                self.eventLoop.scheduleTask(in: Self.pause) { self.runScheduled() }
            }
        }
    }
}
