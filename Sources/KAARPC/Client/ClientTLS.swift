import NIOSSL

/// How a client makes sure whom it talks to, and proves who it is.
///
/// TLS 1.2 or later, HTTP/2 by ALPN; a server that does not agree on it is refused. The server's certificate and name are
/// always verified.
public struct ClientTLS: Sendable {
    /// The authorities in PEM that the server's certificate must come from; `nil` for those of the system.
    public var trustRootsPEM: [UInt8]?

    /// The name that the certificate must be for; `nil` for the host connected to.
    public var serverName: String?

    /// The client's own certificate chain in PEM, for servers that ask for one.
    public var certificateChainPEM: [UInt8]?

    /// The key of the client's own certificate in PEM.
    public var privateKeyPEM: [UInt8]?

    /// Creates the settings.
    ///
    /// - Parameters:
    ///   - trustRootsPEM: The authorities in PEM that the server's certificate must come from; `nil` for the system's.
    ///   - serverName: The name that the certificate must be for; `nil` for the host connected to.
    ///   - certificateChainPEM: The client's own certificate chain in PEM.
    ///   - privateKeyPEM: The key of the client's own certificate in PEM.
    public init(
        trustRootsPEM: [UInt8]? = nil,
        serverName: String? = nil,
        certificateChainPEM: [UInt8]? = nil,
        privateKeyPEM: [UInt8]? = nil
    ) {
        self.trustRootsPEM = trustRootsPEM
        self.serverName = serverName
        self.certificateChainPEM = certificateChainPEM
        self.privateKeyPEM = privateKeyPEM
    }

    /// The settings in the library's form.
    ///
    /// - Parameter protocols: What is offered by ALPN.
    /// - Returns: The library's context.
    /// - Throws: An error of the library if a certificate or the key cannot be read.
    func makeContext(protocols: [String] = ["h2"]) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = protocols
        if let trustRootsPEM = self.trustRootsPEM {
            configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(trustRootsPEM))
        }
        if let certificateChainPEM = self.certificateChainPEM, let privateKeyPEM = self.privateKeyPEM {
            let chain = try NIOSSLCertificate.fromPEMBytes(certificateChainPEM)
            configuration.certificateChain = chain.map { .certificate($0) }
            configuration.privateKey = .privateKey(try NIOSSLPrivateKey(bytes: privateKeyPEM, format: .pem))
        }
        return try NIOSSLContext(configuration: configuration)
    }
}
