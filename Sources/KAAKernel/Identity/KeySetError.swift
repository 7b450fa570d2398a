/// The reason a file of public keys is refused.
public struct KeySetError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A stable reason.
    public enum Reason: String, Sendable {
        /// The file is not a JWK Set.
        case malformed = "it is not a JWK Set"

        /// There is no key, or two with the same identifier, or one without.
        case missingOrRepeatedIdentifier = "it has no key, or two with the same 'kid'"

        /// A key is not P-256 for signatures with ES256.
        case unsupportedKey = "a key is not a P-256 key for ES256 signatures"

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
