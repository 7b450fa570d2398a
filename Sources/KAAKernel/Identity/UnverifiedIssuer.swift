/// The issuer that a token names, read before anything is verified, so only to choose whose keys to verify with.
struct UnverifiedIssuer: Decodable {
    var iss: String

    /// Reads the part of a token between the dots.
    init(token: String) throws(TokenError) {
        self = try Self.decode(1, of: token)
    }
}
