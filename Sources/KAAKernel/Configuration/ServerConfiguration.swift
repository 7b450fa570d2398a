/// Where the server listens and what it accepts.
public struct ServerConfiguration: Equatable, Sendable {
    /// The files of a TLS certificate.
    public struct TLS: Equatable, Sendable {
        /// A PEM file with the certificate chain.
        public var certificate: String

        /// A PEM file with the private key.
        public var key: String
    }

    /// The address to listen on.
    public var host: String

    /// The port to listen on; 0 for a free one.
    public var port: Int

    /// The certificate; plaintext without it.
    public var tls: TLS?

    /// The largest message accepted, in bytes.
    public var maximumMessageBytes: Int

    /// The largest metadata of a call, in bytes.
    public var maximumMetadataBytes: Int

    /// How many connections are served at a time.
    public var maximumConnections: Int

    /// How many calls one connection may have open.
    public var maximumStreamsPerConnection: Int

    /// How many calls run at a time in all.
    public var maximumConcurrentCalls: Int

    /// How long calls may take to end after SIGTERM.
    public var shutdownGrace: Duration
}
