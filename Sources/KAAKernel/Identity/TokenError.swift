/// The reason a token is refused, without anything of the token in it.
public struct TokenError: Error, Hashable, Sendable {
    /// The reason, stable across versions.
    public let reason: Reason

    init(_ reason: Reason) {
        self.reason = reason
    }

    /// A stable reason, sent to the client and counted in metrics.
    public struct Reason: Hashable, Sendable, CustomStringConvertible {
        /// The reason in capitals, as google.rpc.ErrorInfo wants it.
        public let description: String

        private init(_ description: String) {
            self.description = description
        }

        /// The token is longer than ``TokenVerifier/Configuration/maximumTokenBytes``.
        public static let oversized = Self("TOKEN_OVERSIZED")

        /// The token is not three parts of base64url with a JSON header.
        public static let malformed = Self("TOKEN_MALFORMED")

        /// The header names another algorithm than ES256.
        public static let wrongAlgorithm = Self("TOKEN_WRONG_ALGORITHM")

        /// The header names no key, or one that is not in the key set.
        public static let unknownKey = Self("TOKEN_UNKNOWN_KEY")

        /// The signature is not the key's over this content.
        public static let badSignature = Self("TOKEN_BAD_SIGNATURE")

        /// The token is from another issuer.
        public static let wrongIssuer = Self("TOKEN_WRONG_ISSUER")

        /// The token is for another service.
        public static let wrongAudience = Self("TOKEN_WRONG_AUDIENCE")

        /// The token has run out.
        public static let expired = Self("TOKEN_EXPIRED")

        /// The token is not valid yet, or made in the future.
        public static let notYetValid = Self("TOKEN_NOT_YET_VALID")

        /// A claim is missing or is not of the closed list it comes from.
        public static let invalidClaims = Self("TOKEN_INVALID_CLAIMS")
    }
}

extension TokenError: CustomStringConvertible {
    /// The reason.
    public var description: String {
        self.reason.description
    }
}
