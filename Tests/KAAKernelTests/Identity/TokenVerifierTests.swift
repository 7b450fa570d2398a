import Crypto
import Foundation
import Testing

@testable import KAAKernel

struct TokenVerifierTests {
    @Test func acceptsItsOwnIssuersTokens() async throws {
        let fixture = try await TokenFixture()
        let caller = Caller(
            subject: "anna",
            kind: .system,
            board: .sdn("01"),
            roles: [.socialWorker, .auditor],
            districts: .districts(["01", "03"]),
            assurance: .substantial
        )
        let token = try await fixture.issuer.token(for: caller, lifetime: .seconds(60))

        #expect(try await fixture.verifier.verify(token) == caller)
    }

    @Test(
        arguments: [
            (["exp": TokenFixture.now.timeIntervalSince1970 - 61], TokenError.Reason.expired),
            (["nbf": TokenFixture.now.timeIntervalSince1970 + 61], .notYetValid),
            (["iat": TokenFixture.now.timeIntervalSince1970 + 61], .notYetValid),
            (["iss": "https://issuer.test.evil"], .wrongIssuer),
            (["aud": "another"], .wrongAudience),
            (["aud": ["one", "two"]], .wrongAudience),
            (["aud": [String]()], .wrongAudience),
            (["exp": TokenFixture.now.timeIntervalSince1970 + 86_401], .tooLongLived),
            (["exp": 1e15], .tooLongLived),
            (["board": "EXTERNAL:csn"], .wrongRole),
            (["board": "SDN:03", "roles": ["kaa-coordinator"]], .wrongRole),
            (["board": "SON", "roles": ["social-worker", "coach"]], .wrongRole),
            (["board": "AMN", "roles": ["social-worker"]], .wrongRole),
            (["board": "XYZ"], .invalidClaims),
            (["roles": ["kaa-coordinator", "emperor"]], .invalidClaims),
            (["roles": "kaa-coordinator"], .invalidClaims),
            (["districts": ["01", "*"]], .invalidClaims),
            (["sub": ""], .invalidClaims),
            (["exp": nil], .invalidClaims),
            (["aud": nil], .invalidClaims),
            (["acr": 7], .invalidClaims),
            (["acr": "http://id.swedenconnect.se/loa/1.0/uncertified-loa3"], .invalidClaims),
            (["kind": "robot"], .invalidClaims),
        ] as [([String: (any Sendable)?], TokenError.Reason)]
    )
    func refusesAClaimThatDoesNotHold(claims: [String: (any Sendable)?], reason: TokenError.Reason) async throws {
        let fixture = try await TokenFixture()
        #expect(await fixture.refusal(of: try fixture.token()) == nil)
        #expect(await fixture.refusal(of: try fixture.token(claims: claims)) == reason)
    }

    @Test(arguments: ["exp", "nbf", "iat"])
    func toleratesAClockThatDiffersALittle(claim: String) async throws {
        let fixture = try await TokenFixture()
        let offset: Double = claim == "exp" ? -59 : 59
        let token = try fixture.token(claims: [claim: TokenFixture.now.timeIntervalSince1970 + offset])

        #expect(await fixture.refusal(of: token) == nil)
    }

    @Test(arguments: ["none", "None", "HS256", "ES384", "RS256", "es256"])
    func refusesAnyOtherAlgorithm(algorithm: String) async throws {
        let fixture = try await TokenFixture()
        let unsigned = try fixture.token(header: ["alg": algorithm], signature: { _ in Data() })
        let signed = try fixture.token(header: ["alg": algorithm])

        #expect(await fixture.refusal(of: unsigned) == .wrongAlgorithm)
        #expect(await fixture.refusal(of: signed) == .wrongAlgorithm)
    }

    @Test(arguments: ["HS256", "ES256"])
    func refusesAMACMadeWithThePublicKey(algorithm: String) async throws {
        let fixture = try await TokenFixture()
        let secret = SymmetricKey(data: Data(fixture.key.privateKey.publicKey.pemRepresentation.utf8))
        let token = try fixture.token(header: ["alg": algorithm]) { content in
            Data(HMAC<SHA256>.authenticationCode(for: content, using: secret))
        }

        #expect(await fixture.refusal(of: token) != nil)
    }

    @Test func refusesKeysItDoesNotKnow() async throws {
        let fixture = try await TokenFixture()
        let stranger = SigningKey()
        let sign: (Data) throws -> Data = { try stranger.privateKey.signature(for: $0).rawRepresentation }

        #expect(await fixture.refusal(of: try fixture.token(header: ["kid": stranger.identifier])) == .unknownKey)
        #expect(await fixture.refusal(of: try fixture.token(header: ["kid": nil])) == .unknownKey)
        #expect(await fixture.refusal(of: try fixture.token(signature: sign)) == .badSignature)
        #expect(await fixture.refusal(of: try fixture.token(header: ["crit": ["exp"]])) == .malformed)
    }

    @Test func refusesAChangedPayload() async throws {
        let fixture = try await TokenFixture()
        let good = try fixture.token().split(separator: ".")
        let other = try fixture.token(claims: ["sub": "eva"]).split(separator: ".")

        #expect(await fixture.refusal(of: "\(good[0]).\(other[1]).\(good[2])") == .badSignature)
        #expect(await fixture.refusal(of: "\(good[0]).\(good[1]).") == .badSignature)
    }

    @Test(arguments: ["", "a", "a.b", "a.b.c.d", "..", "e30.e30.e30", "+/=.a.b", "\u{0}.\u{0}.\u{0}"])
    func refusesWhatIsNoToken(text: String) async throws {
        let fixture = try await TokenFixture()
        #expect(await fixture.refusal(of: text) == .malformed)
    }

    @Test func refusesAnOversizedTokenBeforeLookingAtIt() async throws {
        let fixture = try await TokenFixture { $0.maximumTokenBytes = 1_000 }
        let token = try fixture.token(claims: ["padding": String(repeating: "a", count: 1_000)])

        #expect(await fixture.refusal(of: token) == .oversized)
    }

    @Test func saysNothingOfTheToken() async throws {
        let fixture = try await TokenFixture()
        let token = try fixture.token(claims: ["sub": "secret-subject", "exp": 1])
        let error = await #expect(throws: TokenError.self) { try await fixture.verifier.verify(token) }

        #expect(error.map { "\($0)" } == "TOKEN_EXPIRED")
    }

    @Test func remembersAVerifiedTokenUntilItRunsOut() async throws {
        let fixture = try await TokenFixture()
        let token = try fixture.token()
        #expect(try fixture.verifier.rememberedCaller(token) == nil)
        let caller = try await fixture.verifier.verify(token)

        #expect(try fixture.verifier.rememberedCaller(token) == caller)
        fixture.clock.advance(bySeconds: 659)
        #expect(try fixture.verifier.rememberedCaller(token) == caller)
        fixture.clock.advance(bySeconds: 1)
        #expect(try fixture.verifier.rememberedCaller(token) == nil)
        #expect(await fixture.refusal(of: token) == .expired)
    }

    @Test(arguments: [
        ("AMN", ["kaa-coordinator"], DistrictScope.all),
        ("AMN", ["local-coordinator"], .districts([])),
        ("SDN:03", ["social-worker"], .districts(["03"])),
    ])
    func givesAScopeToTokensThatNameNone(board: String, roles: [String], scope: DistrictScope) async throws {
        let fixture = try await TokenFixture()
        let caller = try await fixture.verifier.verify(try fixture.token(claims: ["board": board, "roles": roles]))

        #expect(caller.districts == scope)
    }

    @Test(
        arguments: [
            (2, AssuranceLevel.basic), ("3", .substantial), ("http://id.elegnamnden.se/loa/1.0/loa3", .substantial),
            ("http://id.elegnamnden.se/loa/1.0/loa4", .high), (nil, .low),
        ] as [((any Sendable)?, AssuranceLevel)]
    )
    func readsTheLevelOfAssurance(claim: (any Sendable)?, level: AssuranceLevel) async throws {
        let fixture = try await TokenFixture()

        #expect(try await fixture.verifier.verify(try fixture.token(claims: ["acr": claim])).assurance == level)
    }
}
