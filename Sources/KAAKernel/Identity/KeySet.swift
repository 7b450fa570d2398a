import Crypto
public import Foundation

/// The public keys whose tokens are accepted, in the form identity providers publish them.
///
/// - Note: JWK Set, RFC 7517 section 5; elliptic curve keys, RFC 7518 section 6.2.1.
public struct KeySet: Equatable, Sendable {
    /// One key: P-256, for ES256 signatures.
    struct Key: Codable, Equatable {
        var kty: String
        var crv: String
        var kid: String
        var x: String
        var y: String
        var alg: String?
        var use: String?
        /// The private number, which has no place here.
        var d: String?
    }

    private struct File: Codable {
        var keys: [Key]
    }

    let keys: [Key]

    init(keys: [Key]) {
        self.keys = keys
    }

    /// Reads a JWK Set.
    ///
    /// - Parameter json: The file's content.
    /// - Throws: ``KeySetError`` if it is not a set of at least one public P-256 key, each with its own `kid`.
    public init(json: Data) throws {
        do {
            self.keys = try JSONDecoder().decode(File.self, from: json).keys
        } catch {
            throw KeySetError(.malformed)
        }
        guard !self.keys.isEmpty, Set(self.keys.map(\.kid)).count == self.keys.count else {
            throw KeySetError(.missingOrRepeatedIdentifier)
        }
        for key in self.keys {
            try key.validate()
        }
    }

    /// The set as a file, with one member per line and keys in order.
    ///
    /// - Returns: JSON that ``init(json:)`` reads.
    /// - Throws: Never for keys that were read or made by this type; what the encoder throws otherwise.
    public func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        return try encoder.encode(File(keys: self.keys))
    }

    /// This set and `other` together; a key of `other` replaces one with its identifier.
    public func union(_ other: KeySet) -> KeySet {
        let replaced = Set(other.keys.map(\.kid))
        return KeySet(keys: self.keys.filter { !replaced.contains($0.kid) } + other.keys)
    }
}

extension KeySet.Key {
    init(_ publicKey: P256.Signing.PublicKey) {
        let point = publicKey.rawRepresentation
        // A thumbprint as identifier: the same key always has the same one (RFC 7638).
        let identifier = Data(SHA256.hash(data: point)).prefix(12).base64URL
        self.init(
            kty: "EC",
            crv: "P-256",
            kid: identifier,
            x: Data(point.prefix(32)).base64URL,
            y: Data(point.suffix(32)).base64URL,
            alg: "ES256",
            use: "sig"
        )
    }

    fileprivate func validate() throws {
        guard self.d == nil else {
            throw KeySetError(.holdsPrivateKey)
        }
        guard self.kty == "EC", self.crv == "P-256", (self.alg ?? "ES256") == "ES256", (self.use ?? "sig") == "sig"
        else {
            throw KeySetError(.unsupportedKey)
        }
        guard let x = Data(base64URL: self.x.utf8), let y = Data(base64URL: self.y.utf8) else {
            throw KeySetError(.malformed)
        }
        do {
            _ = try P256.Signing.PublicKey(rawRepresentation: x + y)
        } catch {
            throw KeySetError(.unsupportedKey)
        }
    }
}
