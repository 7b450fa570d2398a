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

        /// The header names an algorithm that is not a ``SigningAlgorithm``, or another than the one its key is for.
        public static let wrongAlgorithm = Self("TOKEN_WRONG_ALGORITHM")

        /// The header names no key, or one that is not among its issuer's.
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

        /// The token is made for a longer time than ``TokenVerifier/Configuration/maximumLifetimeSeconds``.
        public static let tooLongLived = Self("TOKEN_TOO_LONG_LIVED")

        /// The issuer may not speak for the board that the token names.
        public static let wrongBoard = Self("TOKEN_WRONG_BOARD")

        /// The token names a role that nobody has at its board.
        public static let wrongRole = Self("TOKEN_WRONG_ROLE")

        /// The token, its holder or its key has been revoked.
        public static let revoked = Self("TOKEN_REVOKED")

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
