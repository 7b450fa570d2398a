import Synchronization

/// The connections of a ``RawServer``, each served by a task of its own from the moment it is accepted.
final class RawClients: Sendable {
    private struct State {
        var tasks: [Task<Void, Never>] = []
        var isOver = false
    }

    private let state = Mutex(State())

    /// Connections that have been made so far.
    var count: Int {
        self.state.withLock { $0.tasks.count }
    }

    /// Serves one more, which is given its number from 1 on; it is cancelled at once if the server has ended.
    func serve(_ body: @escaping @Sendable (Int) async -> Void) {
        self.state.withLock { state in
            let number = state.tasks.count + 1
            let task = Task { await body(number) }
            state.tasks.append(task)
            if state.isOver { task.cancel() }
        }
    }

    /// Cancels all, and waits for those accepted before.
    func end() async {
        let tasks = self.state.withLock { state in
            state.isOver = true
            return state.tasks
        }
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
    }
}
