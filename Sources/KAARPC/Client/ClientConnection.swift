import NIOCore

/// The client's end of one connection.
///
/// `@unchecked Sendable`: every stored property that changes is touched on `eventLoop` only.
final class ClientConnection: HTTP2ConnectionRole, @unchecked Sendable {
    let eventLoop: any EventLoop
    private let configuration: HTTP2ChannelConfiguration
    private let ready: EventLoopPromise<HTTP2Connection>
    private let ended: @Sendable () -> Void
    private weak var connection: HTTP2Connection?
    private var connectTimer: Scheduled<Void>?

    /// - Parameters:
    ///   - eventLoop: The loop of the channel.
    ///   - configuration: The bounds for the server.
    ///   - ready: Completed when calls can be made, or failed when that will not be.
    ///   - ended: Called when no more calls can be made, perhaps several times.
    init(
        eventLoop: any EventLoop,
        configuration: HTTP2ChannelConfiguration,
        ready: EventLoopPromise<HTTP2Connection>,
        ended: @escaping @Sendable () -> Void
    ) {
        self.eventLoop = eventLoop
        self.configuration = configuration
        self.ready = ready
        self.ended = ended
    }

    /// Begins to wait for the server.
    func open(_ connection: HTTP2Connection) {
        self.connection = connection
        self.connectTimer = self.eventLoop.scheduleTask(in: TimeAmount(saturating: self.configuration.connectTimeout)) {
            connection.close(.handshakeTimeout, RPCError(.unavailable, "The server did not answer in time."))
        }
    }

    var side: HTTP2Session.Side {
        .client
    }

    var settings: HTTP2Settings {
        HTTP2Settings(
            maximumConcurrentStreams: 0,
            streamWindowBytes: self.configuration.streamWindowBytes,
            connectionWindowBytes: self.configuration.connectionWindowBytes
        )
    }

    var frameLimits: FrameLimits {
        .ofServer
    }

    var maximumBufferedBytes: Int {
        .max
    }

    var requiresTLS: Bool {
        self.configuration.tls != nil
    }

    var lossError: RPCError {
        RPCError(.unavailable, "The connection to the server is lost.")
    }

    func didStart(_ connection: HTTP2Connection) {
        self.ready.succeed(connection)
    }

    func makeStream() -> HTTP2Stream {
        // A server opens no streams: push is refused in the settings, and the session ends a connection that tries.
        HTTP2Stream(eventLoop: self.eventLoop, limits: MessageLimits(maximumReceiveBytes: 0, maximumSendBytes: 0))
    }

    func didReceiveSettings(isAcknowledgement: Bool) {
        self.connectTimer?.cancel()
    }

    func permitsPing(hasCalls: Bool) -> Bool {
        true
    }

    func didSend() {}

    func didReceivePingAcknowledgement() {}

    func didReceiveGoAway(code: HTTP2ErrorCode) {
        self.ended()
    }

    func didRead() {}

    func didClose(_ end: ConnectionEnd, _ reason: (any Error)?) {
        self.connectTimer?.cancel()
        self.ended()
        let error =
            reason as? RPCError
            ?? RPCError(.unavailable, "The connection to the server could not be made.", cause: reason)
        self.ready.fail(error)
    }
}
