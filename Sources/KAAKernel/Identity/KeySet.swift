import Crypto
public import Foundation
import JWTKit

/// The public keys whose tokens are accepted, in the form identity providers publish them.
///
/// - Note: JWK Set, RFC 7517 section 5.
public struct KeySet: Equatable, Sendable {
    private struct File: Codable {
        var keys: [Key]
    }

    private struct PublishedFile: Decodable {
        var keys: [PublishedKey]
    }

    /// A key that may be of a kind that this program knows nothing of.
    private struct PublishedKey: Decodable {
        let key: Key?

        init(from decoder: any Decoder) {
            // A key without 'kid' or of another form is one to pass over (RFC 7517 section 5), not a fault of the set.
            self.key = try? Key(from: decoder)
        }
    }

    /// The most keys a set may hold; providers publish a handful.
    private static let maximumCount = 100

    let keys: [Key]

    init(keys: [Key]) {
        self.keys = keys
    }

    /// Reads a JWK Set that was made for this program: each key must be one that it can use.
    ///
    /// - Parameter json: The file's content.
    /// - Throws: ``KeySetError`` if it is not a set of at least one public key for a ``SigningAlgorithm``, each with its
    ///   own `kid`.
    public init(json: Data) throws {
        do {
            self.keys = try JSONDecoder().decode(File.self, from: json).keys
        } catch {
            throw KeySetError(.malformed)
        }
        try self.validateIdentifiers()
        for key in self.keys {
            try key.validate()
        }
    }

    /// Reads a JWK Set that a provider publishes for everybody: keys for other purposes are passed over.
    ///
    /// - Parameter json: What the provider answered.
    /// - Throws: ``KeySetError`` if there is no key that can be used, if two have the same `kid`, or if one of them holds
    ///   its private part.
    public init(published json: Data) throws {
        let known: [Key]
        do {
            known = try JSONDecoder().decode(PublishedFile.self, from: json).keys.compactMap(\.key)
        } catch {
            throw KeySetError(.malformed)
        }
        var usable: [Key] = []
        for key in known {
            do {
                try key.validate()
                usable.append(key)
            } catch let error as KeySetError where error.reason != .holdsPrivateKey {
                continue
            }
        }
        self.keys = usable
        try self.validateIdentifiers()
    }

    private func validateIdentifiers() throws {
        guard (1...Self.maximumCount).contains(self.keys.count), Set(self.keys.map(\.kid)).count == self.keys.count
        else {
            throw KeySetError(.missingOrRepeatedIdentifier)
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

    /// The keys for these algorithms alone.
    func limited(to algorithms: Set<SigningAlgorithm>) -> KeySet {
        KeySet(keys: self.keys.filter { key in key.algorithm.map(algorithms.contains) ?? false })
    }
}
