import Synchronization

/// Lets accesses in until it is closed, and tells when the last one has left.
final class AccessGate: Sendable {
    private struct State {
        var accessCount = 0
        var isClosed = false
        var closing: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    /// Lets one access in.
    ///
    /// - Throws: ``StorageError`` with code ``StorageError/Code/closed``.
    func enter() throws {
        try self.state.withLock { state in
            guard !state.isClosed else {
                throw StorageError(.closed, "The database is closed.")
            }
            state.accessCount += 1
        }
    }

    /// Ends an access that ``enter()`` let in.
    func leave() {
        let closing = self.state.withLock { state in
            state.accessCount -= 1
            return state.accessCount == 0 ? state.closing.take() : nil
        }
        closing?.resume()
    }

    /// Lets no further access in, and returns when all have left.
    ///
    /// - Returns: `false` if the gate was closed before.
    func close() async -> Bool {
        let isFirst = self.state.withLock { state in
            defer { state.isClosed = true }
            return !state.isClosed
        }
        guard isFirst else {
            return false
        }
        await withCheckedContinuation { continuation in
            let isEmpty = self.state.withLock { state in
                guard state.accessCount > 0 else {
                    return true
                }
                state.closing = continuation
                return false
            }
            if isEmpty {
                continuation.resume()
            }
        }
        return true
    }
}
