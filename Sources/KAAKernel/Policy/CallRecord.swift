import Synchronization

/// What there is to be written down of a call, and what has been.
final class CallRecord: Sendable {
    private struct State {
        var isWritten = false
        var receipts: [[UInt8]] = []
        var subjects: [YoungPersonID] = []
    }

    private let state = Mutex(State())

    /// Notes that the audit log has an entry.
    func note() {
        self.state.withLock { $0.isWritten = true }
    }

    /// Whether the audit log has an entry.
    var isNoted: Bool {
        self.state.withLock { $0.isWritten }
    }

    /// Takes in whom a call was found to concern that then came to nothing.
    func receive(subjects: [YoungPersonID]) {
        self.state.withLock { $0.subjects = subjects }
    }

    /// Whom a call that came to nothing was found to concern.
    var subjects: [YoungPersonID] {
        self.state.withLock { $0.subjects }
    }

    /// Takes in the receipts of what other boards told for the sake of the call.
    func receive(receipts: [[UInt8]]) {
        guard !receipts.isEmpty else { return }
        self.state.withLock { $0.receipts += receipts }
    }

    /// The receipts that nobody has kept yet.
    var receipts: [[UInt8]] {
        self.state.withLock { $0.receipts }
    }

    /// Whether there are receipts that nobody has kept yet.
    var hasReceipts: Bool {
        self.state.withLock { !$0.receipts.isEmpty }
    }

    /// Forgets the first receipts, which have been kept.
    func dropReceipts(_ count: Int) {
        guard count > 0 else { return }
        self.state.withLock { $0.receipts.removeFirst(min(count, $0.receipts.count)) }
    }
}
