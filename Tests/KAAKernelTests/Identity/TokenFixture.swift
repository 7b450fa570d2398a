import Crypto
import Foundation

@testable import KAAKernel

/// A verifier with one accepted key, and tokens made by hand to try it with.
struct TokenFixture {
    static let now = Date(timeIntervalSince1970: 1_800_000_000)

    let clock = ManualClock(Self.now)
    let key: SigningKey
    let verifier: TokenVerifier
    let issuer: TokenIssuer

    init(
        key: SigningKey = SigningKey(),
        configure: (inout TokenVerifier.Configuration) -> Void = { _ in }
    ) async throws {
        self.key = key
        let trust = IssuerTrust(issuer: "https://issuer.test", audience: "kaad", keys: .fixed(self.key.keySet))
        var configuration = TokenVerifier.Configuration(issuers: [trust])
        configure(&configuration)
        self.verifier = try await TokenVerifier(configuration: configuration, clock: self.clock)
        self.issuer = TokenIssuer(
            issuer: "https://issuer.test",
            audience: "kaad",
            key: self.key,
            clock: self.clock,
            identifiers: SeededIdentifiers(seed: 1)
        )
    }

    /// Claims that are accepted.
    static var claims: [String: any Sendable] {
        [
            "iss": "https://issuer.test", "sub": "anna", "aud": "kaad", "jti": "1", "board": "AMN",
            "exp": Self.now.timeIntervalSince1970 + 600, "iat": Self.now.timeIntervalSince1970,
            "roles": ["kaa-coordinator"],
        ]
    }

    /// A token with these claims, signed by the accepted key unless told otherwise.
    func token(
        claims: [String: (any Sendable)?] = [:],
        header: [String: (any Sendable)?] = [:],
        signature: ((Data) throws -> Data)? = nil
    ) throws -> String {
        try Self.token(signedBy: self.key, claims: claims, header: header, signature: signature)
    }

    /// A token with these claims, signed by a key that may not be accepted.
    static func token(
        signedBy key: SigningKey,
        claims changes: [String: (any Sendable)?] = [:],
        header headerChanges: [String: (any Sendable)?] = [:],
        signature: ((Data) throws -> Data)? = nil
    ) throws -> String {
        var header: [String: any Sendable] = ["alg": "ES256", "typ": "JWT", "kid": key.identifier]
        for (name, value) in headerChanges {
            header[name] = value
        }
        var claims = Self.claims
        for (name, value) in changes {
            claims[name] = value
        }
        let content = try [header, claims]
            .map { try JSONSerialization.data(withJSONObject: $0).base64URL }
            .joined(separator: ".")
        let sign = signature ?? { try key.privateKey.signature(for: $0).rawRepresentation }
        return content + "." + (try sign(Data(content.utf8))).base64URL
    }

    /// The reason the verifier refuses a token with, or `nil` if it accepts it.
    func refusal(of token: String) async -> TokenError.Reason? {
        do {
            _ = try await self.verifier.verify(token)
            return nil
        } catch {
            return error.reason
        }
    }
}
