/// The tokens of ``RetryThrottling``, in thousandths, which is how exactly gRFC A6 counts them.
struct RetryThrottle: Sendable {
    private let maximum: Int
    private let perSuccess: Int
    private var tokens: Int

    /// Full at first.
    init(_ throttling: RetryThrottling) {
        self.maximum = throttling.maximumTokens * 1000
        self.perSuccess = Int(throttling.tokensPerSuccess * 1000)
        self.tokens = self.maximum
    }

    /// Whether a failed call may be made again.
    var permitsRetry: Bool {
        self.tokens * 2 > self.maximum
    }

    /// A call failed in a way that trying again could have mended, or the server asked not to try again.
    mutating func didFail() {
        self.tokens = max(0, self.tokens - 1000)
    }

    /// A call succeeded.
    mutating func didSucceed() {
        self.tokens = min(self.maximum, self.tokens + self.perSuccess)
    }
}
