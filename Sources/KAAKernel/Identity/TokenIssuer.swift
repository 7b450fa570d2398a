import Foundation
import JWTKit

/// Makes tokens signed with a key of the installation's own.
public struct TokenIssuer: Sendable {
    private let issuer: String
    private let audience: String
    private let key: SigningKey
    private let clock: any KernelClock
    private let identifiers: any IdentifierSource

    /// Creates an issuer.
    ///
    /// - Parameters:
    ///   - issuer: Goes into `iss`.
    ///   - audience: Goes into `aud`.
    ///   - key: Signs.
    ///   - clock: Goes into `iat` and `nbf`.
    ///   - identifiers: Goes into `jti`.
    public init(
        issuer: String,
        audience: String,
        key: SigningKey,
        clock: any KernelClock,
        identifiers: any IdentifierSource
    ) {
        self.issuer = issuer
        self.audience = audience
        self.key = key
        self.clock = clock
        self.identifiers = identifiers
    }

    /// A token that proves `caller` for `lifetime`.
    ///
    /// - Parameters:
    ///   - caller: Whom the token describes.
    ///   - lifetime: Whole seconds count.
    /// - Returns: The compact form, without `Bearer`.
    /// - Throws: What the crypto library throws; not expected.
    public func token(for caller: Caller, lifetime: Duration) async throws -> String {
        let now = self.clock.now.timeIntervalSince1970.rounded(.down)
        let claims = TokenClaims(
            iss: self.issuer,
            sub: caller.subject,
            aud: AudienceList([self.audience]),
            exp: now + Double(lifetime.components.seconds),
            nbf: now,
            iat: now,
            jti: self.identifiers.next().uuidString.lowercased(),
            board: caller.board.description,
            kind: caller.kind.rawValue,
            roles: caller.roles.map(\.rawValue).sorted(),
            districts: caller.districts.claim,
            acr: AssuranceClaim(caller.assurance)
        )
        let keys = JWTKeyCollection()
        let kid = JWKIdentifier(string: self.key.identifier)
        await keys.add(ecdsa: try ES256PrivateKey(backing: self.key.privateKey), kid: kid)
        return try await keys.sign(claims, kid: kid)
    }
}
