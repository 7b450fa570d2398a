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
        var settings = TokenVerifier.Configuration(issuers: try [trust] + identity.issuers.map(Self.trust))
        settings.clockSkewSeconds = identity.clockSkewSeconds
        settings.maximumLifetimeSeconds = identity.maximumTokenSeconds
        settings.revocations = identity.revoked
        settings.keyRefresh = identity.keyRefresh
        if let authorities = configuration.server.tls?.clientAuthorities {
            settings.clients = ClientTrust(
                authoritiesPEM: String(decoding: try Self.bytes(authorities), as: UTF8.self),
                systems: identity.systems
            )
        }
        return try await TokenVerifier(configuration: settings, clock: clock, logger: logger)
    }

    private static func trust(_ issuer: IssuerConfiguration) throws -> IssuerTrust {
        let isURL = issuer.keys.contains("://")
        var result = IssuerTrust(
            name: issuer.name,
            issuer: issuer.issuer,
            audience: issuer.audience,
            keys: try isURL
                ? .published(at: issuer.keys, authorities: issuer.authorities.map(Self.bytes))
                : .file(path: issuer.keys, besides: nil)
        )
        result.algorithms = issuer.algorithms
        result.boards = issuer.boards
        result.maximumAssurance = issuer.maximumAssurance
        return result
    }

    /// The content of a file that the configuration names.
    static func bytes(_ path: String) throws -> [UInt8] {
        guard let content = FileManager.default.contents(atPath: path) else {
            throw CommandFailure("'\(path)' cannot be read.")
        }
        return [UInt8](content)
    }
}
