import Synchronization

/// The bytes of request messages that the calls of a channel keep together so that they can be made again.
final class ReplayBudget: Sendable {
    private let maximum: Int
    private let used = Atomic(0)

    init(maximum: Int) {
        self.maximum = maximum
    }

    /// Takes some of what is left.
    ///
    /// - Returns: Whether there was enough; nothing is taken otherwise.
    func reserve(_ bytes: Int) -> Bool {
        let (_, new) = self.used.add(bytes, ordering: .relaxed)
        guard new > self.maximum else { return true }
        self.release(bytes)
        return false
    }

    /// Gives back what a call has reserved.
    func release(_ bytes: Int) {
        self.used.subtract(bytes, ordering: .relaxed)
    }

    /// What is taken now.
    var usedBytes: Int {
        self.used.load(ordering: .relaxed)
    }
}
