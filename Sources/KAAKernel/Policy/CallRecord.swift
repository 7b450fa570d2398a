import Synchronization

/// What there is to be written down of a call, and what has been.
final class CallRecord: Sendable {
    private struct State {
        var isWritten = false
        var isRefused = false
        var receipts: [[UInt8]] = []
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

    /// Notes that the audit log has the refusal of the call.
    func noteRefusal() {
        self.state.withLock { $0.isRefused = true }
    }

    /// Whether the audit log has the refusal of the call.
    var isRefusalNoted: Bool {
        self.state.withLock { $0.isRefused }
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

    /// Forgets the first receipts, which have been kept.
    func dropReceipts(_ count: Int) {
        guard count > 0 else { return }
        self.state.withLock { $0.receipts.removeFirst(min(count, $0.receipts.count)) }
    }
}
