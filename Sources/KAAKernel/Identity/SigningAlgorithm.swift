/// A way to sign tokens: the closed list of those that are accepted, each with one kind of key.
///
/// A key counts for its own algorithm alone, whatever a token's header says, so that nobody can choose for us how a
/// signature is checked.
///
/// - Note: RFC 7518 section 3.1 and RFC 8037 section 3.1; RFC 8725 section 3.1 for the binding of keys to algorithms.
public enum SigningAlgorithm: String, CaseIterable, Hashable, Sendable {
    /// ECDSA with P-256 and SHA-256.
    case es256 = "ES256"

    /// RSASSA-PKCS1-v1_5 with SHA-256, for keys of 2048 bits or more.
    case rs256 = "RS256"

    /// EdDSA with Ed25519.
    case edDSA = "EdDSA"
}
