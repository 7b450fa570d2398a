import Dispatch
import KAAStorage
import Synchronization

/// Holds a database's writing thread inside a body until the test lets it go.
final class Gate: Sendable {
    private let begun = Atomic(false)
    private let opened = DispatchSemaphore(value: 0)

    /// Called in the body: tells that it has begun, and blocks until ``open()``.
    func pass() {
        self.markBegun()
        self.opened.wait()
    }

    /// Called in a body that does not wait.
    func markBegun() {
        self.begun.store(true, ordering: .sequentiallyConsistent)
    }

    /// Returns once the body has begun.
    func waitUntilBegun() async {
        while !self.begun.load(ordering: .sequentiallyConsistent) {
            await Task.yield()
        }
    }

    /// Lets the body go on.
    func open() {
        self.opened.signal()
    }
}

extension Database {
    /// Returns once `count` bodies wait for their turn.
    func waitUntilPending(_ count: Int) async {
        while self.pendingWriteCount < count {
            await Task.yield()
        }
    }
}
