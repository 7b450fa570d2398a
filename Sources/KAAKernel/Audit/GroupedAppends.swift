import KAATransparency
import Synchronization

/// Makes one append of those that many calls make at the same time.
///
/// The first to come leads: it lets the calls that are ready to run go first, appends for all that have come by then, and
/// wakes them. Who comes meanwhile waits for the next append, led by one of their own. So the log's thread and the disk are
/// asked once for hundreds of calls, and the calls wake each other on their own threads.
final class GroupedAppends: Sendable {
    private enum Turn {
        /// The caller is to append for everyone.
        case lead
        /// Somebody has appended for the caller.
        case done
        /// The caller's leaves could not be added.
        case refused
    }

    private typealias Waiter = CheckedContinuation<Turn, any Error>

    private struct State {
        var leaves = LeafBatch()
        var waiters: [Waiter] = []
        var isLed = false
    }

    /// How many leaves are enough for one append.
    private static let enough = 4_096

    private let append: @Sendable (LeafBatch) async throws -> Void
    private let state = Mutex(State())

    /// Creates a crowd without anybody in it.
    ///
    /// - Parameter append: Appends leaves and returns once they are on disk.
    init(by append: @escaping @Sendable (LeafBatch) async throws -> Void) {
        self.append = append
    }

    /// Appends leaves, together with those of other callers; returns once they are on disk.
    ///
    /// - Parameter add: Adds the leaves to those that wait, and tells whether they could be added.
    /// - Throws: What the append of all of them throws, or ``KAATransparency/LedgerError`` if they could not be added.
    func add(_ add: (inout LeafBatch) -> Bool) async throws {
        let turn: Turn = try await withCheckedThrowingContinuation { continuation in
            let turn = self.state.withLock { state -> Turn? in
                guard add(&state.leaves) else { return .refused }
                guard state.isLed else {
                    state.isLed = true
                    return .lead
                }
                state.waiters.append(continuation)
                return nil
            }
            if let turn { continuation.resume(returning: turn) }
        }
        guard turn != .refused else { throw LedgerError.leafTooLong }
        guard turn == .lead else { return }
        let (all, followers) = await self.gathered()
        let result: Result<Void, any Error>
        do {
            result = .success(try await self.append(all))
        } catch {
            result = .failure(error)
        }
        for follower in followers { follower.resume(with: result.map { .done }) }
        self.passOn()
        try result.get()
    }

    /// What has come once those that were ready to run have had their turn.
    private func gathered() async -> (leaves: LeafBatch, followers: [Waiter]) {
        var count = 0
        while true {
            await Task.yield()
            let taken = self.state.withLock { state -> (LeafBatch, [Waiter])? in
                guard state.leaves.count == count || state.leaves.count >= Self.enough else {
                    count = state.leaves.count
                    return nil
                }
                defer {
                    state.leaves = state.leaves.emptied
                    state.waiters = []
                }
                return (state.leaves, state.waiters)
            }
            if let taken { return taken }
        }
    }

    private func passOn() {
        let next = self.state.withLock { state -> Waiter? in
            guard !state.waiters.isEmpty else {
                state.isLed = false
                return nil
            }
            return state.waiters.removeFirst()
        }
        next?.resume(returning: .lead)
    }
}
