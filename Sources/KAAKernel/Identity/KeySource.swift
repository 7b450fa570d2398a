/// Where an issuer's public keys come from.
public enum KeySource: Sendable {
    /// Keys that stay the same as long as the program runs.
    case fixed(KeySet)

    /// A JWK Set file, read anew when it changes, besides keys that stay.
    case file(path: String, besides: KeySet?)
}
