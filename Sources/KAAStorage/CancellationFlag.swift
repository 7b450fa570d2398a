import Synchronization

/// Tells work on a storage thread that the task waiting for it was cancelled.
///
/// `Task.isCancelled` is of no use there, since the thread belongs to no task.
final class CancellationFlag: Sendable {
    private let cancelled = Atomic(false)

    var isCancelled: Bool {
        self.cancelled.load(ordering: .relaxed)
    }

    func cancel() {
        self.cancelled.store(true, ordering: .relaxed)
    }
}
