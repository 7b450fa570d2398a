import KAARPC
import KAATransparency
import Synchronization

/// Makes one append of those that many calls make at the same time.
///
/// The first to come leads: it lets the calls that are ready to run go first, appends for all that have come by then, and
/// wakes them. Who comes meanwhile belongs to the next append, which the first of them leads. So the log's thread and the disk
/// are asked once for hundreds of calls, and the calls wake each other on their own threads. Those that only have an answer
/// left to send need not even wait themselves: their answers are held until the group is on disk.
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

    /// What one append is made of.
    private struct Crowd {
        var leaves = LeafBatch()
        var waiters: [Waiter] = []
        var group = AppendGroup()
    }

    private struct State {
        var crowd = Crowd()
        /// Whether somebody is going to append for those who come now.
        var isGathered = false
        /// Whether somebody leads.
        var isLed = false
        /// Who leads next.
        var successor: Waiter?
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
                guard add(&state.crowd.leaves) else { return .refused }
                guard state.isLed else {
                    state.isLed = true
                    state.isGathered = true
                    return .lead
                }
                if state.isGathered {
                    state.crowd.waiters.append(continuation)
                } else {
                    state.isGathered = true
                    state.successor = continuation
                }
                return nil
            }
            if let turn { continuation.resume(returning: turn) }
        }
        guard turn != .refused else { throw LedgerError.leafTooLong }
        guard turn == .lead else { return }
        let crowd = await self.gathered()
        let result: Result<Void, any Error>
        do {
            result = .success(try await self.append(crowd.leaves))
        } catch {
            result = .failure(error)
        }
        for waiter in crowd.waiters { waiter.resume(with: result.map { .done }) }
        crowd.group.open(result)
        self.passOn()
        try result.get()
    }

    /// Adds leaves to those that somebody is going to append.
    ///
    /// - Parameter add: Adds the leaves to those that wait, and tells whether they could be added.
    /// - Returns: Opens once they are on disk; `nil` if nobody is going to, and nothing was added.
    /// - Throws: ``KAATransparency/LedgerError`` if they could not be added.
    func join(_ add: (inout LeafBatch) -> Bool) throws(LedgerError) -> AppendGroup? {
        let group = self.state.withLock { state -> Result<AppendGroup?, LedgerError> in
            guard state.isGathered else { return .success(nil) }
            guard add(&state.crowd.leaves) else { return .failure(.leafTooLong) }
            return .success(state.crowd.group)
        }
        return try group.get()
    }

    /// What has come once those that were ready to run have had their turn.
    private func gathered() async -> Crowd {
        var count = 0
        while true {
            await Task.yield()
            let taken = self.state.withLock { state -> Crowd? in
                let ready = state.crowd.leaves.count
                guard ready == count || ready >= Self.enough else {
                    count = ready
                    return nil
                }
                defer {
                    state.crowd = Crowd(leaves: state.crowd.leaves.emptied)
                    state.isGathered = false
                }
                return state.crowd
            }
            if let taken { return taken }
        }
    }

    private func passOn() {
        let next = self.state.withLock { state -> Waiter? in
            guard let successor = state.successor.take() else {
                state.isLed = false
                return nil
            }
            return successor
        }
        next?.resume(returning: .lead)
    }
}
