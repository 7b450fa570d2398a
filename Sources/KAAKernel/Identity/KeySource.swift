import Foundation
public import KAARPC

/// Where an issuer's public keys come from.
public enum KeySource: Sendable {
    /// Keys that stay the same as long as the program runs.
    case fixed(KeySet)

    /// A JWK Set file, read anew when it changes, besides keys that stay.
    case file(path: String, besides: KeySet?)

    /// A JWK Set that the issuer publishes, fetched anew from time to time, and when a token names a key that is not there.
    case published(HTTPDocument)
}

extension KeySource {
    /// The longest set that is fetched, in bytes.
    private static let maximumBytes = 256 * 1024

    /// The time that a fetch may take.
    private static let timeout = Duration.seconds(5)

    /// A JWK Set at a URL.
    ///
    /// - Parameters:
    ///   - url: `https://…`, or `http://…` on this machine.
    ///   - authorities: The certificates in PEM that the server's must come from; `nil` for the system's.
    /// - Returns: The source, from which nothing has been fetched yet.
    /// - Throws: ``ConfigurationError`` if the URL is another one, or an error of the TLS library.
    public static func published(at url: String, authorities: [UInt8]? = nil) throws -> KeySource {
        guard let parts = URLComponents(string: url), let host = parts.host, !host.isEmpty, parts.user == nil,
            parts.fragment == nil, parts.scheme == "https" || (parts.scheme == "http" && Self.isLocal(host))
        else {
            throw ConfigurationError(
                .invalidValue,
                "The keys of an issuer must be at an https URL, or at an http URL of this machine."
            )
        }
        let isEncrypted = parts.scheme == "https"
        let path = parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath
        let address = HTTPDocument.Address(
            host: host.trimmingCharacters(in: ["[", "]"]),
            port: parts.port ?? (isEncrypted ? 443 : 80),
            path: path + (parts.percentEncodedQuery.map { "?\($0)" } ?? "")
        )
        return .published(
            try HTTPDocument(
                address,
                tls: isEncrypted ? ClientTLS(trustRootsPEM: authorities) : nil,
                maximumBytes: Self.maximumBytes,
                timeout: Self.timeout
            )
        )
    }

    private static func isLocal(_ host: String) -> Bool {
        ["localhost", "127.0.0.1", "[::1]", "::1"].contains(host)
    }
}
