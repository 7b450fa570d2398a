/// How often, and with what pauses, something that fails is tried again.
public struct RetryPolicy: Sendable {
    /// How many attempts there are in all, at least 1.
    public var attempts: Int

    /// The pause after the first failure; each further pause is four times the one before.
    public var firstPause: Duration

    /// Creates a policy.
    public init(attempts: Int = 5, firstPause: Duration = .milliseconds(50)) {
        self.attempts = max(1, attempts)
        self.firstPause = firstPause
    }

    /// The pause after failure number `count`, counted from 1; `nil` after the last attempt.
    func pause(afterFailure count: Int) -> Duration? {
        guard count < self.attempts else {
            return nil
        }
        // Beyond ten doublings of two the pause would be of no use to anyone.
        return self.firstPause * (1 << (2 * min(count - 1, 10)))
    }
}
