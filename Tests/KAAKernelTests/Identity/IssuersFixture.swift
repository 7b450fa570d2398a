import Crypto
import Foundation
import JWTKit

@testable import KAAKernel

/// A verifier that trusts two issuers: one with a key for each algorithm, one that may speak for schools alone.
struct IssuersFixture {
    let verifier: TokenVerifier
    let rsaPublicPEM: String
    let rsaModulus: String
    private let tokens: TokenFixture
    private let school = P256.Signing.PrivateKey()
    private let edwards = Curve25519.Signing.PrivateKey()
    private let rsa: JWTKit.Insecure.RSA.PrivateKey

    init(configure: (inout IssuerTrust) -> Void = { _ in }) async throws {
        let tokens = try await TokenFixture()
        let pem = try await Self.rsaKey(bits: 2048)
        let rsa = try JWTKit.Insecure.RSA.PrivateKey(pem: pem)
        self.tokens = tokens
        self.rsa = rsa
        self.rsaPublicPEM = rsa.publicKey.pemRepresentation
        self.rsaModulus = try rsa.publicKey.getKeyPrimitives().modulus.base64URL
        var ec = KeySet.Key(tokens.key.privateKey.publicKey)
        ec.kid = "ec"
        let ed = KeySet.Key(
            kty: "OKP",
            kid: "ed",
            crv: "Ed25519",
            x: self.edwards.publicKey.rawRepresentation.base64URL
        )
        let main = KeySet(keys: [ec, ed]).union(try Self.keySet(rsa: pem))
        var schoolKey = KeySet.Key(self.school.publicKey)
        schoolKey.kid = "school"
        var own = IssuerTrust(issuer: "https://issuer.test", audience: "kaad", keys: .fixed(main))
        configure(&own)
        var other = IssuerTrust(
            name: "school",
            issuer: "https://school.test",
            audience: "schools",
            keys: .fixed(KeySet(keys: [schoolKey]))
        )
        other.boards = [.utbn]
        other.maximumAssurance = .basic
        self.verifier = try await TokenVerifier(
            configuration: TokenVerifier.Configuration(issuers: [own, other]),
            clock: tokens.clock
        )
    }

    /// A private key in PEM.
    static func rsaKey(bits: Int) async throws -> String {
        String(decoding: try await OpenSSL.run(["genrsa", "-traditional", "\(bits)"]), as: UTF8.self)
    }

    /// The public half as an issuer would publish it.
    static func keySet(rsa pem: String) throws -> KeySet {
        let numbers = try JWTKit.Insecure.RSA.PrivateKey(pem: pem).publicKey.getKeyPrimitives()
        let key = ["kty": "RSA", "kid": "rsa", "n": numbers.modulus.base64URL, "e": numbers.publicExponent.base64URL]
        return try KeySet(json: try JSONSerialization.data(withJSONObject: ["keys": [key]]))
    }

    /// A token by one of the keys, under that key's algorithm unless the header says otherwise.
    func token(
        by kid: String,
        claims: [String: any Sendable] = [:],
        header: [String: String] = [:],
        signature: ((Data) throws -> Data)? = nil
    ) async throws -> String {
        let signer = try await self.signer(kid)
        return try self.tokens.token(
            claims: claims,
            header: ["kid": kid, "alg": signer.name].merging(header) { $1 },
            signature: signature ?? { content in Data(try signer.sign(content)) }
        )
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

    private func signer(_ kid: String) async throws -> any JWTAlgorithm {
        let keys = JWTKeyCollection()
        switch kid {
        case "rsa": await keys.add(rsa: self.rsa, digestAlgorithm: .sha256)
        case "ed": await keys.add(eddsa: EdDSA.PrivateKey(backing: self.edwards))
        case "school": await keys.add(ecdsa: try ES256PrivateKey(backing: self.school))
        default: await keys.add(ecdsa: try ES256PrivateKey(backing: self.tokens.key.privateKey))
        }
        return try await keys.getKey()
    }
}
