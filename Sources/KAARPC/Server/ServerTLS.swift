import NIOCore
import NIOSSL

/// What a server proves who it is with, and whom it asks to do the same.
///
/// TLS 1.2 or later, HTTP/2 by ALPN; a client that does not agree on it is refused.
public struct ServerTLS: Sendable {
    /// The certificate chain in PEM, the server's own first.
    public var certificateChainPEM: [UInt8]

    /// The private key in PEM.
    public var privateKeyPEM: [UInt8]

    /// The authorities in PEM that a client's certificate must come from; `nil` if clients need none.
    public var clientAuthoritiesPEM: [UInt8]?

    /// Whether clients may present a certificate of any origin, which ``ServerContext/peer`` then tells of.
    ///
    /// The handshake proves that the client has the certificate's key, and nothing else: whether it counts is for those to
    /// judge who serve the call, who can say why it does not. Without effect if there are ``clientAuthoritiesPEM``.
    public var takesAnyClientCertificate = false

    /// Creates the settings.
    ///
    /// - Parameters:
    ///   - certificateChainPEM: The certificate chain in PEM, the server's own first.
    ///   - privateKeyPEM: The private key in PEM.
    ///   - clientAuthoritiesPEM: The authorities in PEM that a client's certificate must come from.
    public init(certificateChainPEM: [UInt8], privateKeyPEM: [UInt8], clientAuthoritiesPEM: [UInt8]? = nil) {
        self.certificateChainPEM = certificateChainPEM
        self.privateKeyPEM = privateKeyPEM
        self.clientAuthoritiesPEM = clientAuthoritiesPEM
    }

    /// The settings in the library's form.
    ///
    /// - Throws: An error of the library if a certificate or the key cannot be read.
    func makeContext() throws -> NIOSSLContext {
        let chain = try NIOSSLCertificate.fromPEMBytes(self.certificateChainPEM)
        let key = try NIOSSLPrivateKey(bytes: self.privateKeyPEM, format: .pem)
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) },
            privateKey: .privateKey(key)
        )
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["h2"]
        if let clientAuthoritiesPEM = self.clientAuthoritiesPEM {
            configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(clientAuthoritiesPEM))
            // A server has no name to check a client's certificate against; who the client is, is the kernel's question.
            configuration.certificateVerification = .noHostnameVerification
        } else if self.takesAnyClientCertificate {
            configuration.certificateVerification = .optionalVerification
        }
        return try NIOSSLContext(configuration: configuration)
    }

    /// The handler for one connection.
    func makeHandler(_ context: NIOSSLContext) -> NIOSSLServerHandler {
        guard self.takesAnyClientCertificate, self.clientAuthoritiesPEM == nil else {
            return NIOSSLServerHandler(context: context)
        }
        return NIOSSLServerHandler(context: context) { (_: [NIOSSLCertificate], promise) in
            promise.succeed(.certificateVerified)
        }
    }
}
