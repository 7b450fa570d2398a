import Synchronization

/// Whether the audit log has an entry for a call yet.
final class CallRecord: Sendable {
    private let isWritten = Mutex(false)

    /// Notes that there is an entry.
    func note() {
        self.isWritten.withLock { $0 = true }
    }

    /// Whether there is an entry.
    var isNoted: Bool {
        self.isWritten.withLock { $0 }
    }
}
