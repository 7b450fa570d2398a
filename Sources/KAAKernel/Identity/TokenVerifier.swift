import Foundation
public import Logging
import Synchronization

/// Proves who a caller is from a bearer token: a JWT signed by a key of an issuer that is trusted.
///
/// - Note: RFC 7519, with the advice of RFC 8725: algorithms of a closed list, each key bound to its own, issuer and
///   audience checked, keys by `kid` only and within their issuer.
public final class TokenVerifier: Sendable {
    /// What a token must be to be accepted.
    public struct Configuration: Sendable {
        /// Whose tokens are accepted; no two with the same text in `iss`.
        public var issuers: [IssuerTrust]

        /// How far an issuer's clock may differ from ours, in seconds; 0–300.
        public var clockSkewSeconds = 60

        /// The longest time between `iat` and `exp`, in seconds.
        public var maximumLifetimeSeconds = 86_400

        /// The longest token looked at.
        ///
        /// Ours are under 1 KiB, and identity providers' rarely pass 4.
        public var maximumTokenBytes = 8 * 1024

        /// How many verified tokens are remembered; 0 for none.
        ///
        /// About 1.5 KiB each.
        public var cacheCapacity = 10_000

        /// How often published keys are fetched anew.
        public var keyRefresh = Duration.seconds(3_600)

        /// The file of a ``RevocationList``, if there is one.
        public var revocations: String?

        /// Which client certificates count; `nil` for none.
        public var clients: ClientTrust?

        /// Creates a configuration with standard bounds.
        public init(issuers: [IssuerTrust]) {
            self.issuers = issuers
        }
    }

    /// Proves systems by their client certificates, if any count.
    let certificates: CertificateVerifier?
    let issuers: [String: TrustedIssuer]
    let revocationFile: WatchedFile?
    let logger: Logger
    let configuration: Configuration
    private let clock: any KernelClock
    private let cache: TokenCache
    private let revocations = Mutex(RevocationList())

    /// Creates a verifier, for which it reads the files of keys and of revocations.
    ///
    /// - Parameters:
    ///   - configuration: What a token must be.
    ///   - clock: Decides what has run out.
    ///   - logger: Told what became of files that changed.
    /// - Throws: ``KeySetError``, ``ConfigurationError`` or another error that says what cannot be read, so that nothing
    ///   starts on keys or revocations that are not what the operators mean.
    public init(
        configuration: Configuration,
        clock: any KernelClock,
        logger: Logger = Logger(label: "kaa.identity") { _ in SwiftLogNoOpLogHandler() }
    ) async throws {
        self.configuration = configuration
        self.clock = clock
        self.logger = logger
        self.cache = TokenCache(capacity: configuration.cacheCapacity)
        var issuers: [String: TrustedIssuer] = [:]
        for trust in configuration.issuers {
            guard issuers.updateValue(try await TrustedIssuer(trust), forKey: trust.issuer) == nil else {
                throw ConfigurationError(.invalidValue, "Two issuers have the same text for 'iss'.")
            }
        }
        // By the name accounts are told apart.
        guard Set(issuers.values.map(\.trust.name)).count == issuers.count else {
            throw ConfigurationError(.invalidValue, "Two issuers have the same name.")
        }
        self.issuers = issuers
        self.certificates = try configuration.clients.map { try CertificateVerifier($0, clock: clock) }
        self.revocationFile = configuration.revocations.map {
            WatchedFile(path: $0, maximumBytes: RevocationList.maximumBytes)
        }
        if let file = self.revocationFile {
            let list = RevocationList(try await file.content())
            if let line = list.mistakenLines.first {
                throw ConfigurationError(.malformedFile, "Line \(line) of the list of revocations is no entry.")
            }
            self.revocations.withLock { $0 = list }
        }
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

    /// The caller of a token that was verified before, with what it takes to see later whether that still holds.
    ///
    /// - Parameter presented: The text that the token was presented as.
    /// - Returns: The caller, or `nil` if the token is not remembered.
    func standing(ofPresented presented: String) -> TokenStanding? {
        guard presented.utf8.count <= self.configuration.maximumTokenBytes else { return nil }
        return self.cache.standing(presented, at: self.clock.now)
    }

    /// Whether a token still counts: it has not run out, and nothing was taken back since it was looked at.
    func upholds(_ standing: TokenStanding, at moment: Date) -> Bool {
        moment < standing.validUntil && standing.epoch == self.cache.epoch
    }

    private func verifyAnew(_ token: String, presentedAs presented: String) async throws(TokenError) -> Caller {
        let epoch = self.cache.epoch
        let header = try TokenHeader(token: token)
        guard let algorithm = SigningAlgorithm(rawValue: header.alg) else {
            throw TokenError(.wrongAlgorithm)
        }
        guard header.crit == nil else {
            throw TokenError(.malformed)
        }
        guard let issuer = self.issuers[try UnverifiedIssuer(token: token).iss] else {
            throw TokenError(.wrongIssuer)
        }
        guard let kid = header.kid, let keys = await self.keys(of: issuer, holding: kid) else {
            throw TokenError(.unknownKey)
        }
        guard keys.algorithms[kid] == algorithm else {
            throw TokenError(.wrongAlgorithm)
        }
        let claims = try await keys.claims(of: token)
        let proof = try self.proof(claims, by: issuer.trust, key: kid)
        guard !self.revocations.withLock({ $0.covers(proof) }) else {
            throw TokenError(.revoked)
        }
        self.cache.insert(proof, for: presented, verifiedIn: epoch)
        return proof.caller
    }

    /// What claims prove whose signature is right.
    private func proof(
        _ claims: TokenClaims,
        by trust: IssuerTrust,
        key: String
    ) throws(TokenError) -> CallerProof {
        let validUntil = try self.check(claims, trust)
        var caller = try claims.caller()
        caller.issuer = trust.name
        guard trust.boards?.contains(caller.board) ?? true else {
            throw TokenError(.wrongBoard)
        }
        guard caller.roles.allSatisfy({ $0.exists(at: caller.board) }) else {
            throw TokenError(.wrongRole)
        }
        caller.assurance = min(caller.assurance, trust.maximumAssurance)
        return CallerProof(caller: caller, validUntil: validUntil, issuer: trust.name, key: key, token: claims.jti)
    }

    /// Checks issuer, audience and times.
    ///
    /// - Returns: When the token runs out, the skew included.
    private func check(_ claims: TokenClaims, _ trust: IssuerTrust) throws(TokenError) -> Date {
        guard claims.iss == trust.issuer else {
            throw TokenError(.wrongIssuer)
        }
        guard claims.aud.values.contains(trust.audience) else {
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
        guard claims.exp - claims.iat <= Double(self.configuration.maximumLifetimeSeconds) else {
            throw TokenError(.tooLongLived)
        }
        return Date(timeIntervalSince1970: claims.exp + skew)
    }

    private func keys(of issuer: TrustedIssuer, holding kid: String) async -> VerificationKeys? {
        let keys = issuer.keys
        if keys.algorithms[kid] != nil { return keys }
        do {
            let change = try await issuer.fetch(forUnknownKeyAt: self.clock.now)
            self.apply(change, to: issuer)
        } catch {
            // The call has been cancelled.
            return nil
        }
        let newer = issuer.keys
        return newer.algorithms[kid] == nil ? nil : newer
    }
}

extension TokenVerifier {
    /// Puts a list in place of the one that counts; tokens on it are refused when this returns.
    func revoke(_ list: RevocationList) {
        self.revocations.withLock { $0 = list }
        self.cache.remove(where: list.covers)
        self.certificates?.forget(list)
    }

    /// What has been revoked.
    var revoked: RevocationList {
        self.revocations.withLock { $0 }
    }

    /// Adds entries to the list that counts.
    func revoke(also list: RevocationList) {
        self.revoke(self.revoked.union(list))
    }

    /// Forgets the tokens of an issuer that were signed by these keys.
    func forget(keys: Set<String>, of issuer: TrustedIssuer) {
        guard !keys.isEmpty else { return }
        self.cache.remove { $0.issuer == issuer.trust.name && keys.contains($0.key) }
    }
}
