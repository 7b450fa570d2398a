import Synchronization

/// Holds calls up in the middle, if a test has closed it.
final class Gate: Sendable {
    private struct State {
        var isClosed = false
        var held: [CheckedContinuation<Void, Never>] = []
        var arrivals: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    func close() {
        self.state.withLock { $0.isClosed = true }
    }

    /// Lets everyone go on.
    func open() {
        let held = self.state.withLock { state in
            state.isClosed = false
            defer { state.held = [] }
            return state.held
        }
        for continuation in held { continuation.resume() }
    }

    /// Goes on at once, or when the gate is opened.
    func pass() async {
        await withCheckedContinuation { continuation in
            let arrivals: [CheckedContinuation<Void, Never>]? = self.state.withLock { state in
                guard state.isClosed else { return nil }
                state.held.append(continuation)
                defer { state.arrivals = [] }
                return state.arrivals
            }
            guard let arrivals else { return continuation.resume() }
            for arrival in arrivals { arrival.resume() }
        }
    }

    /// Returns once a call is held up.
    func arrival() async {
        await withCheckedContinuation { continuation in
            let isHeld = self.state.withLock { state in
                if state.held.isEmpty { state.arrivals.append(continuation) }
                return !state.held.isEmpty
            }
            if isHeld { continuation.resume() }
        }
    }
}
