import NIOCore

/// How a channel connects and calls, and the bounds it holds servers to.
public struct HTTP2ChannelConfiguration: Sendable {
    /// How the server is verified; `nil` for plaintext.
    public var tls: ClientTLS?

    /// The time for one attempt to connect: the TLS handshake and the server's first settings included.
    public var connectTimeout: Duration = .seconds(20)

    /// The time in which a server has to acknowledge the channel's settings.
    public var settingsTimeout: Duration = .seconds(10)

    /// How long to leave a server alone after attempts to connect have failed.
    public var connectionBackoff: ExponentialBackoff = .connecting

    /// Which server a call goes to, when there are several.
    public var balancing: LoadBalancing = .pickFirst

    /// Connections to each server that take calls, 1 or more; another than the first is made when those there are carry as many
    /// calls as the server allows.
    public var maximumConnectionsPerServer: Int = 1

    /// Calls that may wait, for a connection or for room on one; more fail with ``RPCCode/resourceExhausted``.
    public var maximumWaitingCalls: Int = 10_000

    /// How long the addresses of a name are taken for current; after that they are asked for again when a connection is lost.
    public var nameLifetime: Duration = .seconds(30)

    /// How silent connections are watched; `nil` for not at all.
    public var keepalive: ClientKeepalive?

    /// When failed calls are made again.
    public var retries: CallRetryPolicy = .standard

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

extension HTTP2ChannelConfiguration {
    var poolLimits: ConnectionPool.Limits {
        ConnectionPool.Limits(
            balancing: self.balancing,
            backoff: self.connectionBackoff,
            maximumConnections: max(1, self.maximumConnectionsPerServer),
            maximumWaiting: max(0, self.maximumWaitingCalls),
            resolutionInterval: TimeAmount(saturating: self.nameLifetime)
        )
    }
}
