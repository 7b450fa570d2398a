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

    /// Connections at once from one address; more are closed at once when they come.
    ///
    /// Far more than one client needs, since a proxy or a NAT stands for many.
    public var maximumConnectionsPerAddress: Int = 4096

    /// Streams that a client may have open at once on a connection, 1 or more.
    public var maximumConcurrentStreams: UInt32 = 128

    /// Handlers that run at once for a connection.
    ///
    /// More than streams, since a client that cancels may begin a call before the handler of the last one has returned.
    public var maximumConcurrentHandlers: Int = 256

    /// Handlers that run at once in all; a call over it ends with RESOURCE_EXHAUSTED.
    public var maximumConcurrentCalls: Int = 16_384

    /// The largest header list of a request, by the measure of RFC 9113 section 6.5.2, in bytes.
    public var maximumMetadataBytes: Int = HeaderBudget.standardBytes

    /// Bytes a client may send on a stream before they are read, 65 535 or more.
    public var streamWindowBytes: Int = 262_144

    /// Bytes a client may send on a connection before they are taken in, 65 535 or more.
    public var connectionWindowBytes: Int = 4 * 1024 * 1024

    /// Bytes of request messages that may wait on a connection; a call that would bring more ends with RESOURCE_EXHAUSTED.
    public var maximumBufferedBytes: Int = 32 * 1024 * 1024

    /// Bytes of answers that may wait on a connection before its further calls have to wait as well.
    public var maximumQueuedBytes: Int = 16 * 1024 * 1024

    /// Bytes of messages that may wait on all connections together, beyond 64 KiB of each; requests over it end with
    /// RESOURCE_EXHAUSTED.
    public var maximumHeldBytes: Int = 512 * 1024 * 1024

    /// The time for the TLS handshake and the first frames, and for each header block.
    public var handshakeTimeout: Duration = .seconds(10)

    /// The time a request message may come in at less than 1 KiB a second.
    public var messageTimeout: Duration = .seconds(30)

    /// The time a client may read an answer at less than 1 KiB a second.
    public var stallTimeout: Duration = .seconds(300)

    /// The time that bytes may wait for a client that takes none from the socket.
    public var writeTimeout: Duration = .seconds(60)

    /// The time without a byte from the client after which it is asked for a sign of life (gRFC A8).
    public var keepaliveTime: Duration = .seconds(7200)

    /// The time the client has for that sign.
    public var keepaliveTimeout: Duration = .seconds(20)

    /// The least time between two pings of a client with calls under way; the third one too early ends the connection.
    public var minimumPingInterval: Duration = .seconds(300)

    /// The least time between two pings of a client without calls under way.
    public var minimumPingIntervalWithoutCalls: Duration = .seconds(7200)

    /// The time a connection may be without calls; `nil` for any.
    public var maximumConnectionIdle: Duration?

    /// The time a connection may last, give or take a tenth, so that not all end at once; `nil` for any.
    public var maximumConnectionAge: Duration?

    /// The time that the calls of a connection have to finish after its age has ended.
    public var maximumConnectionAgeGrace: Duration = .seconds(300)

    /// The time that calls have to finish after shutdown begins.
    public var shutdownGrace: Duration = .seconds(30)

    /// A number from -1 to 1 by which a connection's age is longer or shorter than asked.
    package var ageJitter: @Sendable () -> Double = { .random(in: -1...1) }

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

    /// The time between two looks at a connection: a quarter of the shortest time that has to be kept.
    var patrolInterval: TimeAmount {
        let times = [
            self.messageTimeout, self.stallTimeout, self.writeTimeout, self.keepaliveTime, self.keepaliveTimeout,
            self.maximumConnectionIdle, self.maximumConnectionAge, self.maximumConnectionAgeGrace,
        ]
        let shortest = times.compactMap { $0 }.reduce(.seconds(20), min)
        return TimeAmount(saturating: max(shortest / 4, .milliseconds(10)))
    }

    /// The time a call gets: what the client asks, at most what the server allows.
    func effectiveTimeout(asked: Duration?) -> Duration? {
        switch (asked, self.maximumCallDuration) {
        case (let asked?, let maximum?): min(asked, maximum)
        case (let asked, let maximum): asked ?? maximum
        }
    }
}
