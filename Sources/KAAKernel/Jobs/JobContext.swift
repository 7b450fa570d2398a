public import Foundation
import Synchronization

/// What a running job knows of its run, and where it reports how far it has come.
public final class JobContext: Sendable {
    /// The run's identifier.
    public let runID: UUID

    /// What the run was asked to do.
    public let arguments: [UInt8]

    private let current = Mutex(JobProgress())
    private let signal: CommitSignal
    private let observer: @Sendable (JobProgress) -> Void

    init(
        runID: UUID,
        arguments: [UInt8],
        signal: CommitSignal = CommitSignal(),
        observer: @escaping @Sendable (JobProgress) -> Void = { _ in }
    ) {
        self.runID = runID
        self.arguments = arguments
        self.signal = signal
        self.observer = observer
    }

    /// How far the run has come.
    public var progress: JobProgress {
        self.current.withLock { $0 }
    }

    /// Reports how far the run has come.
    ///
    /// It takes well under a microsecond and writes nothing itself, so it may be called from inside a transaction and
    /// for every step. What is kept in the database follows at most once a second.
    ///
    /// - Parameters:
    ///   - phase: What is being done, in a few words without personal data.
    ///   - done: How many steps of the phase are done.
    ///   - total: How many there are; 0 while that is not known.
    public func report(phase: String, done: Int64 = 0, total: Int64 = 0) {
        let progress = JobProgress(phase: phase, done: done, total: total)
        let isNew = self.current.withLock { current in
            defer { current = progress }
            return current != progress
        }
        if isNew {
            self.observer(progress)
            self.signal.raise()
        }
    }
}
