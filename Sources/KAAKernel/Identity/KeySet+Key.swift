import Crypto
import Foundation
import JWTKit

extension KeySet {
    /// One public key.
    ///
    /// - Note: RFC 7518 section 6 for elliptic curves and RSA, RFC 8037 section 2 for Ed25519.
    struct Key: Codable, Equatable {
        /// The lengths of RSA keys that count, in bits: long enough for this decade, short enough to verify with.
        private static let moduli = 2048...8192

        var kty: String
        var kid: String
        var crv: String?
        var x: String?
        var y: String?
        var n: String?
        var e: String?
        var alg: String?
        var use: String?
        /// The private number, which has no place here.
        var d: String?
    }
}

extension KeySet.Key {
    init(_ publicKey: P256.Signing.PublicKey) {
        let point = publicKey.rawRepresentation
        // A thumbprint as identifier: the same key always has the same one (RFC 7638).
        let identifier = Data(SHA256.hash(data: point)).prefix(12).base64URL
        self.init(
            kty: "EC",
            kid: identifier,
            crv: "P-256",
            x: Data(point.prefix(32)).base64URL,
            y: Data(point.suffix(32)).base64URL,
            alg: SigningAlgorithm.es256.rawValue,
            use: "sig"
        )
    }

    /// The one algorithm that a key of this kind is for; `nil` for other kinds.
    var algorithm: SigningAlgorithm? {
        switch (self.kty, self.crv) {
        case ("EC", "P-256"): .es256
        case ("RSA", _): .rs256
        case ("OKP", "Ed25519"): .edDSA
        default: nil
        }
    }

    /// Checks that the key can be used.
    func validate() throws {
        guard self.d == nil else {
            throw KeySetError(.holdsPrivateKey)
        }
        guard let algorithm = self.algorithm, (self.alg ?? algorithm.rawValue) == algorithm.rawValue,
            (self.use ?? "sig") == "sig"
        else {
            throw KeySetError(.unsupportedKey)
        }
        switch algorithm {
        case .es256: _ = try self.ellipticCurveKey()
        case .rs256: _ = try self.rsaKey()
        case .edDSA: _ = try self.edwardsKey()
        }
    }

    /// The key of an `EC` entry.
    func ellipticCurveKey() throws -> ES256PublicKey {
        let point = try Self.bytes(self.x) + Self.bytes(self.y)
        return try Self.usable { try ES256PublicKey(backing: P256.Signing.PublicKey(rawRepresentation: point)) }
    }

    /// The key of an `OKP` entry.
    func edwardsKey() throws -> EdDSA.PublicKey {
        let point = try Self.bytes(self.x)
        return try Self.usable {
            EdDSA.PublicKey(backing: try Curve25519.Signing.PublicKey(rawRepresentation: point))
        }
    }

    /// The key of an `RSA` entry.
    func rsaKey() throws -> JWTKit.Insecure.RSA.PublicKey {
        let modulus = try Self.bytes(self.n).drop { $0 == 0 }
        let exponent = try Self.bytes(self.e)
        let bits = modulus.count * 8 - (modulus.first?.leadingZeroBitCount ?? 0)
        guard Self.moduli.contains(bits), (1...4).contains(exponent.count) else {
            throw KeySetError(.unsupportedKey)
        }
        return try Self.usable {
            try JWTKit.Insecure.RSA.PublicKey(modulus: Data(modulus).base64URL, exponent: exponent.base64URL)
        }
    }

    private static func bytes(_ text: String?) throws -> Data {
        guard let text, let bytes = Data(base64URL: text.utf8) else {
            throw KeySetError(.malformed)
        }
        return bytes
    }

    private static func usable<PublicKey>(_ make: () throws -> PublicKey) throws -> PublicKey {
        do {
            return try make()
        } catch {
            throw KeySetError(.unsupportedKey)
        }
    }
}
