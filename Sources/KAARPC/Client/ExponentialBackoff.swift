/// How long to wait after each failure in a row: longer every time, up to a maximum, and never quite the same.
///
/// - Note: gRPC `connection-backoff.md`, whose numbers are the standard ones for connecting; gRFC A6 for calls.
public struct ExponentialBackoff: Hashable, Sendable {
    /// The wait after the first failure.
    public var initial: Duration

    /// How many times longer each wait is than the one before, 1 or more.
    public var multiplier: Double

    /// The longest wait, before ``jitter``.
    public var maximum: Duration

    /// The share of a wait by which it may be longer or shorter, 0 to 1, so that clients do not come back all at once.
    public var jitter: Double

    /// Creates a backoff.
    ///
    /// - Parameters:
    ///   - initial: The wait after the first failure.
    ///   - multiplier: How many times longer each wait is than the one before, 1 or more.
    ///   - maximum: The longest wait, before `jitter`.
    ///   - jitter: The share of a wait by which it may be longer or shorter, 0 to 1.
    public init(initial: Duration, multiplier: Double, maximum: Duration, jitter: Double = 0.2) {
        self.initial = initial
        self.multiplier = multiplier
        self.maximum = maximum
        self.jitter = jitter
    }

    /// One second at first, 1.6 times longer each time, two minutes at most.
    public static let connecting = ExponentialBackoff(initial: .seconds(1), multiplier: 1.6, maximum: .seconds(120))

    /// A tenth of a second at first, twice as long each time, five seconds at most.
    public static let calling = ExponentialBackoff(initial: .milliseconds(100), multiplier: 2, maximum: .seconds(5))

    /// The wait after a number of failures in a row.
    ///
    /// - Parameters:
    ///   - failures: 1 or more.
    ///   - random: Where within ``jitter`` the wait is, from 0 for the shortest to 1 for the longest.
    /// - Returns: The wait, never negative.
    func delay(afterFailures failures: Int, random: Double) -> Duration {
        var seconds = self.initial / .seconds(1)
        let maximum = self.maximum / .seconds(1)
        for _ in 1..<max(failures, 1) where seconds < maximum {
            seconds *= max(self.multiplier, 1)
        }
        let share = min(max(self.jitter, 0), 1)
        return .seconds(max(0, min(seconds, maximum) * (1 + share * (2 * random - 1))))
    }
}
