import Synchronization

/// A number that several tasks count up.
final class Counter: Sendable {
    private let state = Mutex(0)

    var value: Int {
        self.state.withLock { $0 }
    }

    func increment() {
        self.state.withLock { $0 += 1 }
    }
}
