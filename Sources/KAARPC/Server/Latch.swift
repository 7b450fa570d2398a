import Synchronization

/// Something that happens once, and that any number of tasks may wait for.
final class Latch: Sendable {
    private enum State {
        case closed([CheckedContinuation<Void, Never>])
        case open
    }

    private let state = Mutex(State.closed([]))

    /// Lets every waiting task go on, now and later; nothing happens the second time.
    func open() {
        let waiters = self.state.withLock { state in
            guard case .closed(let waiters) = state else { return [CheckedContinuation<Void, Never>]() }
            state = .open
            return waiters
        }
        for waiter in waiters {
            waiter.resume()
        }
    }

    /// Returns when it has happened.
    func wait() async {
        await withCheckedContinuation { continuation in
            let isOpen = self.state.withLock { state in
                guard case .closed(let waiters) = state else { return true }
                state = .closed(waiters + [continuation])
                return false
            }
            if isOpen {
                continuation.resume()
            }
        }
    }
}
