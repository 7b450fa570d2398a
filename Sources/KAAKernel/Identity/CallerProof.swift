import Foundation

/// A caller as a verified token proves it, with what the proof rests on.
struct CallerProof: Equatable, Sendable {
    var caller: Caller
    /// When the token runs out, the skew included.
    var validUntil: Date
    /// The name of the issuer.
    var issuer: String
    /// The `kid` of the key that signed.
    var key: String
    /// The `jti`.
    var token: String?
}
