/// One more issuer whose tokens are accepted.
public struct IssuerConfiguration: Equatable, Sendable {
    /// What logs call it.
    public var name: String

    /// The issuer that its tokens must name.
    public var issuer: String

    /// The audience that its tokens must be made for.
    public var audience: String

    /// Where its JWK Set is: a file or a URL.
    public var keys: String

    /// A PEM file with the authorities that the URL's server is trusted through; `nil` for those of the system.
    public var authorities: String?

    /// The algorithms that its keys may be for.
    public var algorithms: Set<SigningAlgorithm>

    /// The boards that it may speak for; `nil` for any.
    public var boards: Set<Board>?

    /// The highest level that its `acr` counts for.
    public var maximumAssurance: AssuranceLevel
}
