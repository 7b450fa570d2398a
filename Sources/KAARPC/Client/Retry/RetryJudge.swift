/// Decides after each attempt at one call whether there is another.
///
/// - Note: gRFC A6, sections Retry Policy and Transparent Retries.
struct RetryJudge: Sendable {
    /// What follows a failed attempt.
    enum Verdict: Hashable, Sendable {
        /// The failure is the call's.
        case final
        /// Another attempt, after a time.
        case again(after: Duration)
    }

    private let policy: CallRetryPolicy
    private let isIdempotent: Bool
    private var isCommitted = false
    private var hasRetriedUnprocessed = false
    private var backoffs = 0

    /// The attempts before the current one that a server may have begun with; told to the server from the second on.
    private(set) var previousAttempts = 0

    /// - Parameters:
    ///   - policy: The channel's.
    ///   - isIdempotent: Whether the method may be carried out twice.
    init(policy: CallRetryPolicy, isIdempotent: Bool) {
        self.policy = policy
        self.isIdempotent = isIdempotent
    }

    /// Whether the current attempt is the last whatever happens.
    var isFinal: Bool {
        self.isCommitted
    }

    /// An answer has begun, or the request can no longer be repeated.
    mutating func commit() {
        self.isCommitted = true
    }

    /// Judges the end of an attempt.
    ///
    /// - Parameters:
    ///   - end: How the attempt failed.
    ///   - throttle: The channel's tokens, which the failure may cost one; `nil` if nothing is throttled.
    ///   - random: From 0 to 1, for the jitter of the wait.
    /// - Returns: What follows.
    mutating func judge(_ end: AttemptEnd, throttle: inout RetryThrottle?, random: Double) -> Verdict {
        switch end.reach {
        case .endedHere:
            return .final

        case .neverSent where !self.isCommitted:
            return .again(after: .zero)

        case .notProcessed where !self.isCommitted && !self.hasRetriedUnprocessed:
            self.hasRetriedUnprocessed = true
            return .again(after: .zero)

        case .neverSent, .notProcessed, .mayBeProcessed:
            return self.judgeByPolicy(end, throttle: &throttle, random: random)
        }
    }

    private mutating func judgeByPolicy(
        _ end: AttemptEnd,
        throttle: inout RetryThrottle?,
        random: Double
    ) -> Verdict {
        let isRetryable = self.policy.codes.contains(end.error.code)
        if isRetryable || end.pushback == .never {
            throttle?.didFail()
        }
        guard
            isRetryable, self.isIdempotent, !self.isCommitted, end.pushback != .never,
            self.previousAttempts + 1 < self.policy.maximumAttempts, throttle?.permitsRetry != false
        else { return .final }
        self.previousAttempts += 1
        if case .after(let time)? = end.pushback {
            // The server's own figure starts the waits over.
            self.backoffs = 0
            return .again(after: time)
        }
        self.backoffs += 1
        return .again(after: self.policy.backoff.delay(afterFailures: self.backoffs, random: random))
    }
}
