import NIOCore

/// The client's end of one connection.
///
/// `@unchecked Sendable`: every stored property that changes is touched on `eventLoop` only.
final class ClientConnection: HTTP2ConnectionRole, @unchecked Sendable {
    private let attempt: ConnectionAttempt
    private let eventLoop: any EventLoop
    private let configuration: HTTP2ChannelConfiguration
    private let owner: ChannelConnections
    private weak var connection: HTTP2Connection?
    private var connectTimer: Scheduled<Void>?
    private var settingsTimer: Scheduled<Void>?
    private var keepalive: KeepaliveWatch?
    private var keepaliveTimer: Scheduled<Void>?
    private var hasAnswered = false
    private var isGoingAway = false

    /// - Parameters:
    ///   - attempt: What has led to the connection.
    ///   - eventLoop: The loop of the channel.
    ///   - configuration: The bounds for the server.
    ///   - owner: Told what becomes of the connection.
    init(
        attempt: ConnectionAttempt,
        eventLoop: any EventLoop,
        configuration: HTTP2ChannelConfiguration,
        owner: ChannelConnections
    ) {
        self.attempt = attempt
        self.eventLoop = eventLoop
        self.configuration = configuration
        self.owner = owner
    }

    /// Begins to wait for the server.
    func open(_ connection: HTTP2Connection) {
        self.connection = connection
        self.connectTimer = self.eventLoop.scheduleTask(in: TimeAmount(saturating: self.configuration.connectTimeout)) {
            connection.close(.handshakeTimeout, RPCError(.unavailable, "The server did not answer in time."))
        }
    }

    func didStart(_ connection: HTTP2Connection) {
        let timeout = TimeAmount(saturating: self.configuration.settingsTimeout)
        self.settingsTimer = self.eventLoop.scheduleTask(in: timeout) {
            connection.close(
                .settingsTimeout,
                RPCError(.unavailable, "The server did not acknowledge the settings in time.")
            )
        }
        if self.attempt.firstStreamID > 1 {
            connection.session?.skipStreams(to: self.attempt.firstStreamID)
        }
    }

    func didReceiveSettings(isAcknowledgement: Bool) {
        guard let connection = self.connection, let session = connection.session else { return }
        if isAcknowledgement {
            self.settingsTimer?.cancel()
            return
        }
        // RFC 9113 section 3.4: the settings are the first thing a server says, so that it is one and is ready.
        guard !self.hasAnswered else {
            self.owner.didLimit(self.attempt.id, maximumCalls: session.maximumConcurrentStreams)
            return
        }
        self.hasAnswered = true
        self.connectTimer?.cancel()
        self.startKeepalive()
        guard !self.isGoingAway else { return }
        let link = ConnectionLink(
            connection: connection,
            eventLoop: self.eventLoop,
            endpoint: self.attempt.endpoint,
            isEncrypted: self.requiresTLS
        )
        self.owner.didConnect(self.attempt.id, link, maximumCalls: session.maximumConcurrentStreams)
    }

    func didReceiveGoAway(code: HTTP2ErrorCode, debugText: String) {
        self.isGoingAway = true
        let complainsOfPings = code == .enhanceYourCalm && debugText == "too_many_pings"
        self.owner.didGoAway(self.attempt.id, complainsOfPings: complainsOfPings)
    }

    func didRead() {
        self.keepalive?.didRead(at: .now())
    }

    func didClose(_ end: ConnectionEnd, _ reason: (any Error)?) {
        self.connectTimer?.cancel()
        self.settingsTimer?.cancel()
        self.keepaliveTimer?.cancel()
        // Why no connection could be made is told by the attempt, which may come to it a moment later.
        guard reason != nil || self.connection?.wasActive == true else { return }
        let error = reason.map(RPCError.init(connecting:)) ?? RPCError(.unavailable, "The server ended the connection.")
        self.owner.didEnd(self.attempt.id, error)
    }
}

extension ClientConnection {
    private func startKeepalive() {
        guard let settings = self.configuration.keepalive else { return }
        let watch = KeepaliveWatch(settings, factor: self.attempt.keepaliveFactor, now: .now())
        self.keepalive = watch
        self.look(at: watch.start)
    }

    private func look(at time: NIODeadline) {
        self.keepaliveTimer = self.eventLoop.scheduleTask(deadline: time) {
            self.lookNow()
        }
    }

    private func lookNow() {
        guard let connection = self.connection, var watch = self.keepalive else { return }
        let step = watch.look(at: .now(), hasCalls: !connection.streams.isEmpty)
        self.keepalive = watch
        switch step {
        case .wait(let time):
            self.look(at: time)

        case .ping(let time):
            connection.session?.submitPing()
            connection.setNeedsOutput()
            self.look(at: time)

        case .giveUp:
            connection.close(.keepalive, RPCError(.unavailable, "The server gives no sign of life."))
        }
    }
}

extension ClientConnection {
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
        self.attempt.tlsContext != nil
    }

    var lossError: RPCError {
        RPCError(.unavailable, "The connection to the server is lost.")
    }

    func makeStream() -> HTTP2Stream {
        // A server opens no streams: push is refused in the settings, and the session ends a connection that tries.
        HTTP2Stream(eventLoop: self.eventLoop, limits: MessageLimits(maximumReceiveBytes: 0, maximumSendBytes: 0))
    }

    func permitsPing(hasCalls: Bool) -> Bool {
        true
    }

    func didSend() {}

    func didReceivePingAcknowledgement() {}
}
