/// When a channel makes a failed call again by itself.
///
/// Only methods that their contract marks as idempotent are made again after the server may have begun with them. A call is
/// made again only before anything of an answer has come. Calls that the server certainly has not begun with are always made
/// again, whatever the method and the policy.
///
/// - Note: gRFC A6.
public struct CallRetryPolicy: Hashable, Sendable {
    /// How often a call is made in all, the first time included; 1 for once only.
    public var maximumAttempts: Int

    /// How long to wait before each attempt but the first, unless the server says otherwise.
    public var backoff: ExponentialBackoff

    /// The outcomes after which a call is made again.
    public var codes: Set<RPCCode>

    /// When too many calls fail for trying again to help; `nil` for never.
    public var throttling: RetryThrottling?

    /// Bytes of request messages that a call keeps so that it can be made again; one that sends more is made only once.
    public var maximumBufferedBytesPerCall: Int

    /// Bytes of request messages that all calls of the channel may keep together.
    public var maximumBufferedBytesPerChannel: Int

    /// Creates a policy.
    ///
    /// - Parameters:
    ///   - maximumAttempts: How often a call is made in all, the first time included.
    ///   - backoff: How long to wait before each attempt but the first.
    ///   - codes: The outcomes after which a call is made again.
    ///   - throttling: When too many calls fail for trying again to help.
    ///   - maximumBufferedBytesPerCall: Bytes of request messages that a call keeps.
    ///   - maximumBufferedBytesPerChannel: Bytes of request messages that all calls keep together.
    public init(
        maximumAttempts: Int = 3,
        backoff: ExponentialBackoff = .calling,
        codes: Set<RPCCode> = [.unavailable],
        throttling: RetryThrottling? = RetryThrottling(),
        maximumBufferedBytesPerCall: Int = 256 * 1024,
        maximumBufferedBytesPerChannel: Int = 16 * 1024 * 1024
    ) {
        self.maximumAttempts = maximumAttempts
        self.backoff = backoff
        self.codes = codes
        self.throttling = throttling
        self.maximumBufferedBytesPerCall = maximumBufferedBytesPerCall
        self.maximumBufferedBytesPerChannel = maximumBufferedBytesPerChannel
    }

    /// Three attempts for calls that failed with ``RPCCode/unavailable``.
    public static let standard = CallRetryPolicy()

    /// No second attempt, but of calls that the server certainly has not begun with.
    public static let never = CallRetryPolicy(maximumAttempts: 1)
}
