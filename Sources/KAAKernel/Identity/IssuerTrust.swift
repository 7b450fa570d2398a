/// One issuer of tokens, and what its word is good for.
public struct IssuerTrust: Sendable {
    /// What logs call the issuer: the name under which the configuration has it.
    public var name: String

    /// The text in `iss`.
    public var issuer: String

    /// The text that must be among those in `aud`.
    public var audience: String

    /// Where the issuer's public keys are.
    public var keys: KeySource

    /// The algorithms that count; keys for others are passed over.
    public var algorithms = Set(SigningAlgorithm.allCases)

    /// The boards whose staff and systems the issuer may speak for; `nil` for any.
    public var boards: Set<Board>?

    /// The highest level that the issuer's `acr` counts for: a higher one is taken as this.
    public var maximumAssurance = AssuranceLevel.high

    /// Creates the trust in an issuer, for any board and level.
    public init(name: String = "own", issuer: String, audience: String, keys: KeySource) {
        self.name = name
        self.issuer = issuer
        self.audience = audience
        self.keys = keys
    }
}
