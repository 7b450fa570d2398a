/// When so many calls fail that trying again would make it worse.
///
/// Every call that fails takes a token away, every call that succeeds brings a share of one back; while half of the tokens or
/// more are gone, nothing is tried again.
///
/// - Note: gRFC A6, section Throttling.
public struct RetryThrottling: Hashable, Sendable {
    /// The most tokens, which there are at first; 1 to 1000.
    public var maximumTokens: Int

    /// The share of a token that a call brings when it succeeds.
    public var tokensPerSuccess: Double

    /// Creates the settings.
    ///
    /// - Parameters:
    ///   - maximumTokens: The most tokens, which there are at first; 1 to 1000.
    ///   - tokensPerSuccess: The share of a token that a call brings when it succeeds.
    public init(maximumTokens: Int = 10, tokensPerSuccess: Double = 0.1) {
        self.maximumTokens = maximumTokens
        self.tokensPerSuccess = tokensPerSuccess
    }
}
