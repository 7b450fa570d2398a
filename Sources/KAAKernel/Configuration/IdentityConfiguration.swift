/// Whose tokens are accepted.
public struct IdentityConfiguration: Equatable, Sendable {
    /// The issuer that tokens must name.
    public var issuer: String

    /// The audience that tokens must be made for.
    public var audience: String

    /// A JWK Set file with the issuer's keys; without it only the installation's own key counts.
    public var keys: String?

    /// How far the issuer's clock may differ from ours, in seconds.
    public var clockSkewSeconds: Int
}
