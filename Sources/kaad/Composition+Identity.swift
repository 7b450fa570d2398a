import Foundation
import KAAKernel
import Logging

extension Composition {
    /// The key with which this data directory's own tokens are signed; made on first use.
    static func signingKey(_ configuration: KernelConfiguration) throws -> SigningKey {
        let folder = configuration.dataDirectory + "/keys"
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        return try SigningKey(at: folder + "/signing-key.pem")
    }

    /// Issues tokens signed with the directory's own key.
    static func tokenIssuer(
        _ configuration: KernelConfiguration,
        clock: any KernelClock = SystemClock()
    ) throws -> TokenIssuer {
        TokenIssuer(
            issuer: configuration.identity.issuer,
            audience: configuration.identity.audience,
            key: try self.signingKey(configuration),
            clock: clock,
            identifiers: TimeOrderedIdentifiers(clock: clock)
        )
    }

    /// Proves callers by tokens of the directory's own key and of the configured issuers.
    static func verifier(
        _ configuration: KernelConfiguration,
        clock: any KernelClock,
        logger: Logger
    ) async throws -> TokenVerifier {
        let identity = configuration.identity
        let own = try self.signingKey(configuration).keySet
        let trust = IssuerTrust(
            issuer: identity.issuer,
            audience: identity.audience,
            keys: identity.keys.map { .file(path: $0, besides: own) } ?? .fixed(own)
        )
        var settings = TokenVerifier.Configuration(issuers: [trust] + identity.issuers.map(IssuerTrust.init))
        settings.clockSkewSeconds = identity.clockSkewSeconds
        settings.maximumLifetimeSeconds = identity.maximumTokenSeconds
        settings.revocations = identity.revoked
        return try await TokenVerifier(configuration: settings, clock: clock, logger: logger)
    }
}

extension IssuerTrust {
    fileprivate init(_ configuration: IssuerConfiguration) {
        self.init(
            name: configuration.name,
            issuer: configuration.issuer,
            audience: configuration.audience,
            keys: .file(path: configuration.keys, besides: nil)
        )
        self.algorithms = configuration.algorithms
        self.boards = configuration.boards
        self.maximumAssurance = configuration.maximumAssurance
    }
}
