/// The reason a file of public keys is refused.
public struct KeySetError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A stable reason.
    public enum Reason: String, Sendable {
        /// The file is not a JWK Set.
        case malformed = "it is not a JWK Set"

        /// There is no key, or two with the same identifier, or one without.
        case missingOrRepeatedIdentifier = "it has no key that can be used, too many, or two with the same 'kid'"

        /// A key is not for signatures, or of another kind than those of ``SigningAlgorithm``, or an RSA key that is short.
        case unsupportedKey = "a key is not for ES256 (P-256), RS256 (2048 bits or more) or EdDSA (Ed25519)"

        /// A key holds its private part.
        case holdsPrivateKey = "a key holds its private part"
    }

    /// The reason.
    public let reason: Reason

    init(_ reason: Reason) {
        self.reason = reason
    }

    /// A sentence for the operator.
    public var description: String {
        "The key set is refused: \(self.reason.rawValue)."
    }
}
