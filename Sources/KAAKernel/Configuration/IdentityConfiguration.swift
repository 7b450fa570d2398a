/// Whose tokens are accepted.
public struct IdentityConfiguration: Equatable, Sendable {
    /// The issuer that tokens of the installation's own key name.
    public var issuer: String

    /// The audience that tokens must be made for.
    public var audience: String

    /// A JWK Set file with further keys of that issuer; without it only the installation's own key counts.
    public var keys: String?

    /// How far an issuer's clock may differ from ours, in seconds.
    public var clockSkewSeconds: Int

    /// The longest time that a token may be made for, in seconds.
    public var maximumTokenSeconds: Int

    /// The file of a ``RevocationList``.
    public var revoked: String?

    /// The other issuers.
    public var issuers: [IssuerConfiguration]

    /// How often keys are fetched from URLs.
    public var keyRefresh: Duration

    /// The systems that prove who they are with client certificates.
    public var systems: [SystemConfiguration]
}
