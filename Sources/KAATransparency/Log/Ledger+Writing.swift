import Dispatch
import Synchronization

/// What happens on the log's own queue: groups of leaves become durable, and checkpoints are signed.
extension Ledger {
    /// How many leaves wait for the disk together at least, if as many wait.
    private static let groupLeafCount = 4096

    struct Append: Sendable {
        let leaves: LeafBatch
        let continuation: CheckedContinuation<UInt64, any Error>
    }

    struct CheckpointWait: Sendable {
        let size: UInt64
        let continuation: CheckedContinuation<SignedCheckpoint, any Error>
    }

    struct State: Sendable {
        /// Why the log takes no more leaves.
        var end: LedgerError?
        var appends: [Append] = []
        var waits: [CheckpointWait] = []
        var isDraining = false
        var isSignaturePlanned = false
        /// When the oldest leaf without a checkpoint must have one.
        var signatureDue: ContinuousClock.Instant?
    }

    /// Makes durable what waits, in groups, until nothing waits.
    func drain() {
        while let group = self.nextGroup() {
            do {
                var next = try self.write(group)
                for append in group {
                    append.continuation.resume(returning: next)
                    next += UInt64(append.leaves.count)
                }
            } catch {
                for append in group { append.continuation.resume(throwing: error) }
                self.end(with: error)
            }
            self.signIfDue()
        }
        self.planSignature()
    }

    /// Signs a checkpoint unless the newest one covers all leaves, and wakes who waited for it.
    func sign() {
        let result = self.writer.withLock { writer -> Result<SignedCheckpoint, LedgerError>? in
            guard writer.unsignedCount > 0 else { return nil }
            return Result { () throws(LedgerError) in try writer.sign() }
        }
        switch result {
        case .none: return
        case .failure(let error): self.end(with: error)
        case .success(let note):
            let waits = self.state.withLock { state -> [CheckpointWait] in
                self.index.withLock { $0.latestCheckpoint = note }
                state.signatureDue = nil
                let covered = state.waits.filter { $0.size <= note.checkpoint.size }
                state.waits.removeAll { $0.size <= note.checkpoint.size }
                return covered
            }
            for wait in waits { wait.continuation.resume(returning: note) }
        }
    }

    /// Takes no more leaves, and refuses what waits.
    ///
    /// - Returns: The error with which the log had ended before, if it had by a failure.
    @discardableResult
    func end(with error: LedgerError) -> LedgerError? {
        let (earlier, appends, waits) = self.state.withLock { state in
            defer {
                state.end = state.end ?? error
                state.appends = []
                state.waits = []
            }
            return (state.end, state.appends, state.waits)
        }
        for append in appends { append.continuation.resume(throwing: earlier ?? error) }
        for wait in waits { wait.continuation.resume(throwing: earlier ?? error) }
        return earlier?.code == .closed ? nil : earlier
    }

    private func nextGroup() -> ArraySlice<Append>? {
        self.state.withLock { state in
            guard !state.appends.isEmpty else {
                state.isDraining = false
                return nil
            }
            var leafCount = 0
            let border = state.appends.firstIndex { append in
                defer { leafCount += append.leaves.count }
                return leafCount >= Self.groupLeafCount
            }
            let group = state.appends[..<(border ?? state.appends.endIndex)]
            state.appends = border.map { Array(state.appends[$0...]) } ?? []
            return group
        }
    }

    /// Makes a group durable.
    ///
    /// - Returns: The index of its first leaf.
    private func write(_ group: ArraySlice<Append>) throws(LedgerError) -> UInt64 {
        if let end = self.state.withLock({ $0.end }) { throw end }
        let (first, addition) = try self.writer.withLock { writer throws(LedgerError) in
            let first = writer.size
            return (first, try writer.append(group.lazy.map(\.leaves)))
        }
        self.index.withLock { $0.add(addition) }
        return first
    }

    private func signIfDue() {
        let unsignedCount = self.writer.withLock { $0.unsignedCount }
        let isDue = self.state.withLock { state in
            guard unsignedCount > 0 else { return false }
            let due = state.signatureDue ?? .now + self.configuration.checkpointDelay
            state.signatureDue = due
            return due <= .now || unsignedCount >= Self.maximumUnsignedCount / 2
        }
        if isDue { self.sign() }
    }

    private func planSignature() {
        let isPlanned = self.state.withLock { state in
            guard state.signatureDue != nil, !state.isSignaturePlanned else { return false }
            state.isSignaturePlanned = true
            return true
        }
        guard isPlanned else { return }
        let delay = self.configuration.checkpointDelay
        let seconds = Double(delay.components.seconds) + Double(delay.components.attoseconds) / 1e18
        self.queue.asyncAfter(deadline: .now() + seconds) { [weak self] in
            guard let self else { return }
            self.state.withLock { $0.isSignaturePlanned = false }
            self.sign()
        }
    }
}
