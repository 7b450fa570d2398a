/// How a channel connects, and the bounds it holds servers to.
public struct HTTP2ChannelConfiguration: Sendable {
    /// How the server is verified; `nil` for plaintext.
    public var tls: ClientTLS?

    /// The time for connecting, the TLS handshake included.
    public var connectTimeout: Duration = .seconds(20)

    /// The largest answer message, in bytes.
    public var maximumReceiveBytes: Int = 4 * 1024 * 1024

    /// The largest request message, in bytes.
    public var maximumSendBytes: Int = 64 * 1024 * 1024

    /// Bytes a server may send on a stream before they are read, 65 535 or more.
    public var streamWindowBytes: Int = 262_144

    /// Bytes a server may send on a connection before they are taken in, 65 535 or more.
    public var connectionWindowBytes: Int = 4 * 1024 * 1024

    /// Creates a configuration with the standard bounds.
    ///
    /// - Parameter tls: How the server is verified; `nil` for plaintext.
    public init(tls: ClientTLS? = nil) {
        self.tls = tls
    }
}
