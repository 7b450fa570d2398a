import Foundation
import Testing

@testable import KAAKernel

struct KeySetTests {
    private static let x = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"
    private static let y = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"

    /// The key of RFC 7515 appendix A.3, with one member after another changed.
    private static func json(_ changes: [String: String?] = [:]) throws -> Data {
        var key: [String: String] = ["kty": "EC", "crv": "P-256", "kid": "1", "x": Self.x, "y": Self.y]
        for (name, value) in changes {
            key[name] = value
        }
        return try JSONSerialization.data(withJSONObject: ["keys": [key]])
    }

    @Test func acceptsAPublishedKey() throws {
        #expect(try KeySet(json: try Self.json()).keys.map(\.kid) == ["1"])
    }

    @Test(
        arguments: [
            (["d": "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"], KeySetError.Reason.holdsPrivateKey),
            (["crv": "P-384"], .unsupportedKey),
            (["kty": "oct"], .unsupportedKey),
            (["alg": "HS256"], .unsupportedKey),
            (["use": "enc"], .unsupportedKey),
            (["x": KeySetTests.y], .unsupportedKey),
            (["x": "***"], .malformed),
            (["kid": nil], .malformed),
        ] as [([String: String?], KeySetError.Reason)]
    )
    func refusesAnyOtherKey(changes: [String: String?], reason: KeySetError.Reason) throws {
        let json = try Self.json(changes)
        let error = #expect(throws: KeySetError.self) { try KeySet(json: json) }
        #expect(error?.reason == reason)
    }

    @Test(arguments: ["", "[]", "{\"keys\":[]}"])
    func refusesAFileWithoutKeys(text: String) {
        #expect(throws: KeySetError.self) { try KeySet(json: Data(text.utf8)) }
    }

    @Test func passesOverPublishedKeysForOtherPurposes() throws {
        let good = ["kty": "EC", "crv": "P-256", "kid": "1", "x": Self.x, "y": Self.y]
        let others: [[String: String]] = [
            ["kty": "EC", "crv": "P-384", "kid": "2", "x": Self.x, "y": Self.y],
            ["kty": "RSA", "kid": "3", "n": "AQAB", "e": "AQAB"], ["kty": "oct", "kid": "4", "k": "c2VjcmV0"],
            ["kty": "EC", "crv": "P-256", "x": Self.x, "y": Self.y], good.merging(["kid": "5", "use": "enc"]) { $1 },
        ]
        let json = try JSONSerialization.data(withJSONObject: ["keys": [good] + others])

        #expect(try KeySet(published: json).keys.map(\.kid) == ["1"])
        #expect(throws: KeySetError(.malformed)) { try KeySet(json: json) }
        let useless = try JSONSerialization.data(withJSONObject: ["keys": others])
        #expect(throws: KeySetError(.missingOrRepeatedIdentifier)) { try KeySet(published: useless) }
        let twice = try JSONSerialization.data(withJSONObject: ["keys": [good, good]])
        #expect(throws: KeySetError(.missingOrRepeatedIdentifier)) { try KeySet(published: twice) }
        let secret = try JSONSerialization.data(withJSONObject: ["keys": [good, good.merging(["d": "AQAB"]) { $1 }]])
        #expect(throws: KeySetError(.holdsPrivateKey)) { try KeySet(published: secret) }
    }
}
