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

    /// Lets everyone go on, also those who wait for a call that has not come.
    func open() {
        let held = self.state.withLock { state in
            state.isClosed = false
            defer {
                state.held = []
                state.arrivals = []
            }
            return state.held + state.arrivals
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

    /// Returns once a call is held up, or none can be.
    func arrival() async {
        await withCheckedContinuation { continuation in
            let waits = self.state.withLock { state in
                guard state.isClosed, state.held.isEmpty else { return false }
                state.arrivals.append(continuation)
                return true
            }
            if !waits { continuation.resume() }
        }
    }
}
