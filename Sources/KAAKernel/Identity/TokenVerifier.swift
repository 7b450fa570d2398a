import Foundation
import JWTKit

/// Proves who a caller is from a bearer token: a JWT signed with ES256 by a known key.
///
/// - Note: RFC 7519, with the advice of RFC 8725: one fixed algorithm, issuer and audience checked, keys by `kid` only.
public struct TokenVerifier: Sendable {
    /// What a token must be to be accepted.
    public struct Configuration: Sendable {
        /// The issuer that tokens must name.
        public var issuer: String

        /// The audience that tokens must be made for.
        public var audience: String

        /// How far the issuer's clock may differ from ours, in seconds; 0–300.
        public var clockSkewSeconds = 60

        /// The longest token looked at.
        ///
        /// Ours are under 1 KiB, and identity providers' rarely pass 4.
        public var maximumTokenBytes = 8 * 1024

        /// How many verified tokens are remembered; 0 for none.
        ///
        /// About 1.5 KiB each.
        public var cacheCapacity = 10_000

        /// Creates a configuration with standard bounds.
        public init(issuer: String, audience: String) {
            self.issuer = issuer
            self.audience = audience
        }
    }

    private let configuration: Configuration
    private let keys: JWTKeyCollection
    private let keyIdentifiers: Set<String>
    private let clock: any KernelClock
    private let cache: TokenCache

    /// Creates a verifier.
    ///
    /// - Parameters:
    ///   - keySet: The keys accepted.
    ///   - configuration: What a token must be.
    ///   - clock: Decides what has run out.
    /// - Throws: What the crypto library throws on a key that ``KeySet`` accepted; not expected.
    public init(keySet: KeySet, configuration: Configuration, clock: any KernelClock) async throws {
        self.configuration = configuration
        self.clock = clock
        self.cache = TokenCache(capacity: configuration.cacheCapacity)
        self.keyIdentifiers = Set(keySet.keys.map(\.kid))
        self.keys = JWTKeyCollection()
        for key in keySet.keys {
            let publicKey = try ES256PublicKey(parameters: (x: key.x, y: key.y))
            await self.keys.add(ecdsa: publicKey, kid: JWKIdentifier(string: key.kid))
        }
        // The collection would verify tokens of unknown keys with its first key otherwise.
        await self.keys.clearDefault()
    }

    /// The caller that `token` proves.
    ///
    /// - Parameters:
    ///   - token: The compact form, without `Bearer`.
    ///   - presented: The text under which the caller is remembered; the token if it is `nil`.
    /// - Returns: The caller, from memory if the token was verified before and has not run out.
    /// - Throws: ``TokenError`` with the first reason found.
    /// - Complexity: A token seen before costs a look-up; a new one a signature check (about 0.1 ms).
    public func verify(_ token: String, presentedAs presented: String? = nil) async throws(TokenError) -> Caller {
        if let caller = try self.rememberedCaller(presented ?? token) {
            return caller
        }
        return try await self.verifyAnew(token, presentedAs: presented ?? token)
    }

    /// The caller of a token that was verified before, without suspending; `nil` if it must be verified.
    ///
    /// - Parameter presented: The text that the token was presented as.
    /// - Returns: The caller, or `nil` if the token is not remembered.
    /// - Throws: ``TokenError`` with ``TokenError/Reason/oversized``.
    public func rememberedCaller(_ presented: String) throws(TokenError) -> Caller? {
        guard presented.utf8.count <= self.configuration.maximumTokenBytes else {
            throw TokenError(.oversized)
        }
        return self.cache.caller(presented, at: self.clock.now)
    }

    private func verifyAnew(_ token: String, presentedAs presented: String) async throws(TokenError) -> Caller {
        let header = try TokenHeader(token: token)
        guard header.alg == "ES256" else {
            throw TokenError(.wrongAlgorithm)
        }
        guard header.crit == nil else {
            throw TokenError(.malformed)
        }
        guard let kid = header.kid, self.keyIdentifiers.contains(kid) else {
            throw TokenError(.unknownKey)
        }
        let claims = try await self.signedClaims(token)
        let validUntil = try self.check(claims)
        let caller = try claims.caller()
        self.cache.insert(caller, for: presented, validUntil: validUntil)
        return caller
    }

    private func signedClaims(_ token: String) async throws(TokenError) -> TokenClaims {
        do {
            return try await self.keys.verify(token, as: TokenClaims.self)
        } catch let error as JWTError where error.errorType == .malformedToken {
            throw TokenError(.invalidClaims)
        } catch {
            throw TokenError(.badSignature)
        }
    }

    /// Checks issuer, audience and times.
    ///
    /// - Returns: When the token runs out, the skew included.
    private func check(_ claims: TokenClaims) throws(TokenError) -> Date {
        guard claims.iss == self.configuration.issuer else {
            throw TokenError(.wrongIssuer)
        }
        guard claims.aud.value.contains(self.configuration.audience) else {
            throw TokenError(.wrongAudience)
        }
        let now = self.clock.now.timeIntervalSince1970
        let skew = Double(self.configuration.clockSkewSeconds)
        guard now < claims.exp + skew else {
            throw TokenError(.expired)
        }
        guard claims.iat <= now + skew, (claims.nbf ?? claims.iat) <= now + skew else {
            throw TokenError(.notYetValid)
        }
        return Date(timeIntervalSince1970: claims.exp + skew)
    }
}
