import Synchronization

/// What several tasks have seen, in the order in which they told.
final class Collected<Element: Sendable>: Sendable {
    private let state = Mutex([Element]())

    var values: [Element] {
        self.state.withLock { $0 }
    }

    func add(_ element: Element) {
        self.state.withLock { $0.append(element) }
    }
}
