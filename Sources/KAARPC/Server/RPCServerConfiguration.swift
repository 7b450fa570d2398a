import NIOCore

/// How a server listens, and the bounds it holds every peer to.
public struct RPCServerConfiguration: Sendable {
    /// The name or address to listen on, for example `"127.0.0.1"`.
    public var host: String

    /// The port to listen on; 0 for any free one, to be read from ``RPCServer/listeningAddress``.
    public var port: Int

    /// The certificate and key to encrypt with; `nil` for plaintext.
    public var tls: ServerTLS?

    /// Threads that serve connections.
    public var eventLoops: Int = 1

    /// The largest request message, in bytes.
    public var maximumReceiveBytes: Int = 4 * 1024 * 1024

    /// The largest answer message, in bytes.
    public var maximumSendBytes: Int = 64 * 1024 * 1024

    /// The longest time a call may take, whatever the client asks; `nil` for any.
    public var maximumCallDuration: Duration?

    /// Connections at once; more are closed at once when they come.
    public var maximumConnections: Int = 16_384

    /// Streams that a client may have open at once on a connection, 1 or more.
    public var maximumConcurrentStreams: UInt32 = 128

    /// Handlers that run at once for a connection.
    ///
    /// More than streams, since a client that cancels may begin a call before the handler of the last one has returned.
    public var maximumConcurrentHandlers: Int = 256

    /// Bytes a client may send on a stream before they are read, 65 535 or more.
    public var streamWindowBytes: Int = 262_144

    /// Bytes a client may send on a connection before they are taken in, 65 535 or more.
    public var connectionWindowBytes: Int = 4 * 1024 * 1024

    /// The time for the TLS handshake and the first frames, and for each header block.
    public var handshakeTimeout: Duration = .seconds(10)

    /// The time that calls have to finish after shutdown begins.
    public var shutdownGrace: Duration = .seconds(30)

    /// Creates a configuration with the standard bounds.
    ///
    /// - Parameters:
    ///   - host: The name or address to listen on.
    ///   - port: The port to listen on; 0 for any free one.
    ///   - tls: The certificate and key to encrypt with; `nil` for plaintext.
    public init(host: String = "127.0.0.1", port: Int = 0, tls: ServerTLS? = nil) {
        self.host = host
        self.port = port
        self.tls = tls
    }
}

extension RPCServerConfiguration {
    var messageLimits: MessageLimits {
        MessageLimits(maximumReceiveBytes: self.maximumReceiveBytes, maximumSendBytes: self.maximumSendBytes)
    }

    /// The time a call gets: what the client asks, at most what the server allows.
    func effectiveTimeout(asked: Duration?) -> Duration? {
        switch (asked, self.maximumCallDuration) {
        case (let asked?, let maximum?): min(asked, maximum)
        case (let asked, let maximum): asked ?? maximum
        }
    }
}
