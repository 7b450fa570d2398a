import JWTKit

/// The keys of an issuer in the form that checks signatures, each bound to its algorithm.
struct VerificationKeys: Sendable {
    let set: KeySet
    let algorithms: [String: SigningAlgorithm]
    private let collection: JWTKeyCollection

    /// Prepares keys.
    ///
    /// - Throws: ``KeySetError`` for a key that ``KeySet`` accepted; not expected.
    init(_ set: KeySet) async throws {
        self.set = set
        self.collection = JWTKeyCollection()
        var algorithms: [String: SigningAlgorithm] = [:]
        for key in set.keys {
            guard let algorithm = key.algorithm else { throw KeySetError(.unsupportedKey) }
            algorithms[key.kid] = algorithm
            let kid = JWKIdentifier(string: key.kid)
            switch algorithm {
            case .es256: await self.collection.add(ecdsa: try key.ellipticCurveKey(), kid: kid)
            case .rs256: await self.collection.add(rsa: try key.rsaKey(), digestAlgorithm: .sha256, kid: kid)
            case .edDSA: await self.collection.add(eddsa: try key.edwardsKey(), kid: kid)
            }
        }
        self.algorithms = algorithms
        // The collection would verify tokens of unknown keys with its first key otherwise.
        await self.collection.clearDefault()
    }

    /// The claims of a token whose signature is by the key that its header names.
    ///
    /// - Precondition: `algorithms` has the key, with the header's algorithm.
    func claims(of token: String) async throws(TokenError) -> TokenClaims {
        do {
            return try await self.collection.verify(token, as: TokenClaims.self)
        } catch let error as JWTError where error.errorType == .malformedToken {
            throw TokenError(.invalidClaims)
        } catch {
            throw TokenError(.badSignature)
        }
    }

    /// The identifiers of keys that `newer` does not have, or has with another key.
    func identifiers(goneIn newer: KeySet) -> Set<String> {
        Set(self.set.keys.filter { !newer.keys.contains($0) }.map(\.kid))
    }
}
