import Synchronization

/// What the calls of a channel share so that not too many are made again.
final class ChannelRetries: Sendable {
    let policy: CallRetryPolicy
    let budget: ReplayBudget
    private let random: @Sendable () -> Double
    private let throttle: Mutex<RetryThrottle?>

    /// - Parameters:
    ///   - policy: When calls are made again.
    ///   - random: From 0 to 1, for the jitter of waits.
    init(_ policy: CallRetryPolicy, random: @escaping @Sendable () -> Double) {
        self.policy = policy
        self.budget = ReplayBudget(maximum: policy.maximumBufferedBytesPerChannel)
        self.random = random
        self.throttle = Mutex(policy.throttling.map { RetryThrottle($0) })
    }

    /// What follows a failed attempt.
    func judge(_ end: AttemptEnd, by judge: inout RetryJudge) -> RetryJudge.Verdict {
        let random = self.random()
        return self.throttle.withLock { judge.judge(end, throttle: &$0, random: random) }
    }

    /// A call succeeded.
    func didSucceed() {
        self.throttle.withLock { $0?.didSucceed() }
    }
}
