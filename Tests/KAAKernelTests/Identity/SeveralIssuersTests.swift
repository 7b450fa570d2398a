import Crypto
import Foundation
import JWTKit
import Testing

@testable import KAAKernel

/// Tokens of several issuers, each with keys of its own, for all three algorithms.
struct SeveralIssuersTests {
    @Test(arguments: ["ec", "rsa", "ed"])
    func acceptsEachAlgorithmWithItsOwnKey(kid: String) async throws {
        let fixture = try await IssuersFixture()
        let token = try await fixture.token(by: kid)

        #expect(await fixture.refusal(of: token) == nil)
    }

    @Test(arguments: [
        ("rsa", "ES256"), ("rsa", "EdDSA"), ("ec", "RS256"), ("ec", "EdDSA"), ("ed", "ES256"), ("ed", "RS256"),
        ("rsa", "HS256"), ("rsa", "PS256"), ("rsa", "RS512"), ("ed", "Ed25519"), ("rsa", "none"),
    ])
    func refusesAKeyThatIsUsedWithAnotherAlgorithm(kid: String, algorithm: String) async throws {
        let fixture = try await IssuersFixture()
        let token = try await fixture.token(by: kid, header: ["alg": algorithm])

        #expect(await fixture.refusal(of: token) == .wrongAlgorithm)
    }

    @Test func refusesAMACMadeWithThePublicRSAKey() async throws {
        let fixture = try await IssuersFixture()
        for secret in [
            fixture.rsaPublicPEM, fixture.rsaPublicPEM.trimmingCharacters(in: .newlines), fixture.rsaModulus,
        ] {
            let mac = { (content: Data) in
                Data(HMAC<SHA256>.authenticationCode(for: content, using: SymmetricKey(data: Data(secret.utf8))))
            }
            let honest = try await fixture.token(by: "rsa", header: ["alg": "HS256"], signature: mac)
            let disguised = try await fixture.token(by: "rsa", signature: mac)

            #expect(await fixture.refusal(of: honest) == .wrongAlgorithm)
            #expect(await fixture.refusal(of: disguised) == .badSignature)
        }
    }

    @Test func acceptsNoKeyOfAnotherIssuer() async throws {
        let fixture = try await IssuersFixture()
        let strange = try await fixture.token(by: "rsa", claims: ["iss": "https://school.test"])
        let unknown = try await fixture.token(by: "rsa", claims: ["iss": "https://nobody.test"])

        #expect(await fixture.refusal(of: strange) == .unknownKey)
        #expect(await fixture.refusal(of: unknown) == .wrongIssuer)
    }

    @Test func holdsAnIssuerToItsAudienceBoardsAndLevel() async throws {
        let fixture = try await IssuersFixture()
        let claims: [String: any Sendable] = [
            "iss": "https://school.test", "aud": "schools", "board": "UTBN", "roles": ["guidance-counsellor"], "acr": 4,
        ]
        let caller = try await fixture.verifier.verify(try await fixture.token(by: "school", claims: claims))
        #expect(caller.assurance == .basic)
        let otherBoard = claims.merging(["board": "AMN"]) { $1 }
        let otherAudience = claims.merging(["aud": "kaad"]) { $1 }

        let board = try await fixture.token(by: "school", claims: otherBoard)
        #expect(await fixture.refusal(of: board) == .wrongBoard)
        let audience = try await fixture.token(by: "school", claims: otherAudience)
        #expect(await fixture.refusal(of: audience) == .wrongAudience)
    }

    @Test func tellsTheSameNameOfTwoIssuersApart() async throws {
        let fixture = try await IssuersFixture()
        let claims: [String: any Sendable] = [
            "iss": "https://school.test", "aud": "schools", "board": "UTBN", "roles": ["guidance-counsellor"],
        ]
        let own = try await fixture.verifier.verify(try await fixture.token(by: "ec"))
        let other = try await fixture.verifier.verify(try await fixture.token(by: "school", claims: claims))

        #expect(own.subject == other.subject)
        #expect([own.account, other.account] == ["anna", "school/anna"])
    }

    @Test func takesNoKeysForAlgorithmsThatTheIssuerMayNotUse() async throws {
        let fixture = try await IssuersFixture { $0.algorithms = [.es256, .edDSA] }

        #expect(await fixture.refusal(of: try await fixture.token(by: "rsa")) == .unknownKey)
        #expect(await fixture.refusal(of: try await fixture.token(by: "ed")) == nil)
    }

    @Test(arguments: [(UInt8(0xC3), 128), (0x7F, 256), (0, 257)])
    func takesNoShortRSAKey(first: UInt8, count: Int) throws {
        let modulus = Data([first, first] + Array(repeating: 0x55, count: count - 2))
        let key = ["kty": "RSA", "kid": "rsa", "n": modulus.base64URL, "e": "AQAB"]
        let json = try JSONSerialization.data(withJSONObject: ["keys": [key]])

        #expect(throws: KeySetError(.unsupportedKey)) { try KeySet(json: json) }
    }

    @Test func refusesTwoIssuersOfOneName() async throws {
        let key = SigningKey()
        let trust = IssuerTrust(issuer: "https://a.test", audience: "kaad", keys: .fixed(key.keySet))
        let configuration = TokenVerifier.Configuration(issuers: [trust, trust])

        await #expect(throws: ConfigurationError.self) {
            try await TokenVerifier(configuration: configuration, clock: ManualClock(TokenFixture.now))
        }
    }
}
