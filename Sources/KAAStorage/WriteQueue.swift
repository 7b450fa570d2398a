import DequeModule
import Synchronization

/// The one place through which all changes of a database go: many bodies, one durable commit.
///
/// While a commit waits for the disk, further bodies queue up; the next transaction takes them all. So the number of
/// commits follows the speed of the disk, and the number of writes does not.
final class WriteQueue: Sendable {
    private struct State {
        var pending: Deque<PendingWrite> = []
        var nextIdentifier: UInt64 = 0
        var isDraining = false
        var commitCount = 0
    }

    private enum Batch {
        case none
        case group([PendingWrite])
        case exclusive(PendingWrite, CancellationFlag)
    }

    private let engine: any DatabaseEngine
    private let groupCommitLimit: Int
    private let state = Mutex(State())

    init(engine: any DatabaseEngine, groupCommitLimit: Int) {
        self.engine = engine
        self.groupCommitLimit = groupCommitLimit
    }

    /// How many bodies wait.
    var pendingCount: Int {
        self.state.withLock { $0.pending.count }
    }

    /// How many transactions were run, failed ones included.
    var commitCount: Int {
        self.state.withLock { $0.commitCount }
    }

    /// Runs `body` in a savepoint of a shared transaction and returns after its commit.
    func write<T: Sendable>(_ body: @escaping @Sendable (WriteTransaction) throws -> T) async throws -> T {
        try await self.submit(exclusiveCancellation: nil, body)
    }

    /// Runs `body` as ``write(_:)`` does, although the task may be cancelled.
    func writeEvenIfCancelled<T: Sendable>(
        _ body: @escaping @Sendable (WriteTransaction) throws -> T
    ) async throws -> T {
        let identifier = self.nextIdentifier()
        return try await withCheckedThrowingContinuation { continuation in
            let write = PendingWrite(
                identifier: identifier,
                exclusiveCancellation: nil,
                continuation: continuation,
                body: body
            )
            self.enqueue(write, unless: false)
        }
    }

    /// Runs `body` in a transaction of its own, which cancelling the task stops.
    func writeExclusively<T: Sendable>(_ body: @escaping @Sendable (WriteTransaction) throws -> T) async throws -> T {
        try await self.submit(exclusiveCancellation: CancellationFlag(), body)
    }

    private func submit<T: Sendable>(
        exclusiveCancellation: CancellationFlag?,
        _ body: @escaping @Sendable (WriteTransaction) throws -> T
    ) async throws -> T {
        let identifier = self.nextIdentifier()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let write = PendingWrite(
                    identifier: identifier,
                    exclusiveCancellation: exclusiveCancellation,
                    continuation: continuation,
                    body: body
                )
                self.enqueue(write, unless: Task.isCancelled)
            }
        } onCancel: {
            exclusiveCancellation?.cancel()
            self.withdraw(identifier)
        }
    }

    private func nextIdentifier() -> UInt64 {
        self.state.withLock { state in
            state.nextIdentifier += 1
            return state.nextIdentifier
        }
    }

    /// Queues a body; `isCancelled` is looked at under the lock, because a cancellation before found nothing to withdraw.
    private func enqueue(_ write: PendingWrite, unless isCancelled: @autoclosure () -> Bool) {
        let (isRefused, startsDraining) = self.state.withLock { state in
            guard !isCancelled() else {
                return (true, false)
            }
            state.pending.append(write)
            defer { state.isDraining = true }
            return (false, !state.isDraining)
        }
        if isRefused {
            write.refuse(CancellationError())
        } else if startsDraining {
            self.engine.scheduleWrite { session in
                self.drain(session)
            }
        }
    }

    /// Takes back a body that has not begun.
    private func withdraw(_ identifier: UInt64) {
        let withdrawn = self.state.withLock { state in
            state.pending.firstIndex { $0.identifier == identifier }.map { state.pending.remove(at: $0) }
        }
        withdrawn?.refuse(CancellationError())
    }

    private func drain(_ session: any EngineSession) {
        let transaction = WriteTransaction(session: session)
        while true {
            switch self.nextBatch() {
            case .none:
                return
            case .group(let writes):
                session.commitTogether(writes, transaction: transaction)
            case .exclusive(let write, let cancellation):
                session.cancellation = cancellation
                session.commitTogether([write], transaction: transaction)
                session.cancellation = nil
            }
        }
    }

    private func nextBatch() -> Batch {
        self.state.withLock { state in
            guard let first = state.pending.first else {
                state.isDraining = false
                return .none
            }
            state.commitCount += 1
            if let cancellation = first.exclusiveCancellation {
                state.pending.removeFirst()
                return .exclusive(first, cancellation)
            }
            let group = state.pending.prefix(self.groupCommitLimit).prefix { $0.exclusiveCancellation == nil }
            state.pending.removeFirst(group.count)
            return .group(Array(group))
        }
    }
}
