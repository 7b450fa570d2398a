/// Where the server listens and what it accepts.
public struct ServerConfiguration: Equatable, Sendable {
    /// The files of a TLS certificate.
    public struct TLS: Equatable, Sendable {
        /// A PEM file with the certificate chain.
        public var certificate: String

        /// A PEM file with the private key.
        public var key: String

        /// A PEM file with the authorities that sign clients' certificates; `nil` if none count.
        public var clientAuthorities: String?
    }

    /// The address to listen on.
    public var host: String

    /// The port to listen on; 0 for a free one.
    public var port: Int

    /// The certificate; plaintext without it.
    public var tls: TLS?

    /// How many threads serve connections.
    public var threads: Int

    /// What callers are held to.
    public var limits: ServerLimits

    /// How long connections last.
    public var keepalive: ServerKeepalive
}
