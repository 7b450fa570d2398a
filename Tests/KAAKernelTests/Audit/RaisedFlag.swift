import Synchronization

/// Tells tasks of a test that something is over.
final class RaisedFlag: Sendable {
    private let state = Mutex(false)

    var isRaised: Bool { self.state.withLock { $0 } }

    func raise() {
        self.state.withLock { $0 = true }
    }
}
