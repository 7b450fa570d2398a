import Synchronization

/// Wakes tasks when something was committed; raising it twice before anyone looks counts once.
public final class CommitSignal: Sendable {
    private struct State {
        var generation: UInt64 = 0
        var nextIdentifier: UInt64 = 0
        var waiting: [UInt64: CheckedContinuation<Void, Never>] = [:]
    }

    private let state = Mutex(State())

    /// Creates a signal that has not been raised.
    public init() {}

    /// How many times the signal has been raised: read it before looking for work, then wait for a later one.
    public var generation: UInt64 {
        self.state.withLock { $0.generation }
    }

    /// Wakes everyone who waits.
    public func raise() {
        let waiting = self.state.withLock { state in
            state.generation += 1
            defer { state.waiting = [:] }
            return state.waiting.values
        }
        for continuation in waiting {
            continuation.resume()
        }
    }

    /// Returns once the signal has been raised more often than `generation`; at once if it has been already.
    ///
    /// - Throws: `CancellationError`.
    public func wait(after generation: UInt64) async throws {
        let identifier = self.state.withLock { state in
            state.nextIdentifier += 1
            return state.nextIdentifier
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDone = self.state.withLock { state in
                    // Cancelled between the handler's installation and here, nobody would take the continuation out.
                    guard state.generation <= generation, !Task.isCancelled else {
                        return true
                    }
                    state.waiting[identifier] = continuation
                    return false
                }
                if isDone {
                    continuation.resume()
                }
            }
        } onCancel: {
            self.state.withLock { $0.waiting.removeValue(forKey: identifier) }?.resume()
        }
        try Task.checkCancellation()
    }
}
