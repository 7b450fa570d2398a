import NIOCore

/// Lets a number of events through at once, and after that as many as time refills.
struct TokenBucket {
    private let burst: Double
    private let perSecond: Double
    private var tokens: Double
    private var refilledAt: NIODeadline

    /// - Parameters:
    ///   - burst: Events let through at once.
    ///   - perSecond: Events let through in the long run.
    ///   - now: The time the bucket is full at.
    init(burst: Int, perSecond: Int, now: NIODeadline) {
        self.burst = Double(burst)
        self.perSecond = Double(perSecond)
        self.tokens = Double(burst)
        self.refilledAt = now
    }

    /// Counts events.
    ///
    /// - Returns: Whether the bucket had room for all of them.
    mutating func take(_ count: Int = 1, now: NIODeadline) -> Bool {
        if self.tokens < Double(count) {
            self.refill(now: now)
        }
        self.tokens -= Double(count)
        return self.tokens >= 0
    }

    /// Makes room for more events, never for more than a full bucket.
    mutating func credit(_ count: Int) {
        self.tokens = min(self.burst, self.tokens + Double(count))
    }

    private mutating func refill(now: NIODeadline) {
        guard now > self.refilledAt else { return }
        let seconds = Double((now - self.refilledAt).nanoseconds) / 1e9
        self.tokens = min(self.burst, self.tokens + seconds * self.perSecond)
        self.refilledAt = now
    }
}
