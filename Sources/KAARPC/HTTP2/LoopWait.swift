/// A task that waits for something to happen on an event loop.
///
/// `@unchecked Sendable`: ``continuation`` and ``isCancelled`` are touched on that loop only.
final class LoopWait<Value: Sendable>: @unchecked Sendable {
    private var continuation: CheckedContinuation<Value, any Error>?
    private var isCancelled = false

    /// Takes the task's continuation.
    ///
    /// - Returns: Whether the task waits now; not if it was cancelled before.
    func park(_ continuation: CheckedContinuation<Value, any Error>) -> Bool {
        guard !self.isCancelled else {
            continuation.resume(throwing: CancellationError())
            return false
        }
        self.continuation = continuation
        return true
    }

    /// Lets the task go on; nothing happens the second time.
    func resume(with result: Result<Value, any Error>) {
        self.continuation?.resume(with: result)
        self.continuation = nil
    }

    /// Lets the task go on with a `CancellationError`, also if it has not parked yet.
    func cancel() {
        self.isCancelled = true
        self.resume(with: .failure(CancellationError()))
    }
}
