import Logging
import NIOCore
import NIOSSL

/// The server's end of one connection: which calls it takes, how many run, and how it ends.
///
/// `@unchecked Sendable`: every stored property that changes is touched on the channel's event loop only.
final class ServerConnection: HTTP2ConnectionRole, @unchecked Sendable {
    private enum Phase {
        case serving
        /// The client has been told that the end is near; requests on their way are still taken.
        case noticed
        /// No request is taken any more.
        case draining
    }

    /// How long to wait for the client's answer to the shutdown notice: more than any round trip.
    private static let noticeTimeout = TimeAmount.seconds(2)

    let router: RPCRouter
    let configuration: RPCServerConfiguration
    let eventLoop: any EventLoop
    let executor: EventLoopTaskExecutor
    /// Counts what happens on the loop.
    let meter: Meter
    private let registry: ConnectionRegistry
    let logger: Logger
    private let channel: any Channel

    private weak var connection: HTTP2Connection?
    private(set) var peer: Peer
    private var phase = Phase.serving
    private var runningHandlers = 0
    private var isClosed = false
    private var handshakeTimer: Scheduled<Void>?
    private var headerTimer: Scheduled<Void>?
    private var isInHeaderBlock = false
    private var readTime: NIODeadline?

    init(
        channel: any Channel,
        loop: ServerLoops.Member,
        server: ServerResources,
        registry: ConnectionRegistry
    ) {
        self.channel = channel
        self.eventLoop = channel.eventLoop
        self.executor = loop.executor
        self.meter = loop.meter
        self.router = server.router
        self.configuration = server.configuration
        self.logger = server.logger
        self.registry = registry
        let address = channel.remoteAddress.map { "\($0.ipAddress ?? "local"):\($0.port ?? 0)" } ?? "unknown"
        self.peer = .network(address: address, certificate: nil)
    }

    /// Begins to wait for the client; the connection is closed if its first frames do not come in time.
    func open(_ connection: HTTP2Connection) {
        self.connection = connection
        self.handshakeTimer = self.eventLoop.scheduleTask(
            in: TimeAmount(saturating: self.configuration.handshakeTimeout)
        ) {
            let error = RPCError(.unavailable, "The client did not begin to speak HTTP/2 in time.")
            connection.close(.handshakeTimeout, error)
        }
    }

    var side: HTTP2Session.Side {
        .server
    }

    var settings: HTTP2Settings {
        HTTP2Settings(
            maximumConcurrentStreams: self.configuration.maximumConcurrentStreams,
            streamWindowBytes: self.configuration.streamWindowBytes,
            connectionWindowBytes: self.configuration.connectionWindowBytes
        )
    }

    var requiresTLS: Bool {
        self.configuration.tls != nil
    }

    var lossError: RPCError {
        RPCError(.cancelled, "The connection to the client is lost.")
    }
}

// MARK: - Life

extension ServerConnection {
    func didStart(_ connection: HTTP2Connection) {
        if case .network(let address, _) = self.peer, let certificate = self.peerCertificate() {
            self.peer = .network(address: address, certificate: certificate)
        }
        if self.phase == .noticed {
            self.phase = .serving
            self.beginShutdown()
        }
    }

    private func peerCertificate() -> [UInt8]? {
        do {
            let tls = try self.channel.pipeline.syncOperations.handler(type: NIOSSLServerHandler.self)
            return try tls.peerCertificate?.toDERBytes()
        } catch {
            // Plaintext, or a certificate that does not encode: either way the client has proven nothing.
            return nil
        }
    }

    func makeStream() -> HTTP2Stream {
        ServerStream(server: self)
    }

    /// When the requests of the read under way came: one look at the clock for all of them.
    var requestTime: NIODeadline {
        let time = self.readTime ?? .now()
        self.readTime = time
        return time
    }

    func didReceiveSettings(isAcknowledgement: Bool) {
        if isAcknowledgement {
            self.handshakeTimer?.cancel()
            self.handshakeTimer = nil
        }
    }

    func didReceiveGoAway(code: HTTP2ErrorCode) {}

    func didRead() {
        self.readTime = nil
        self.executor.runReadyJobs()
        self.watchHeaderBlock()
    }

    func didClose(_ end: ConnectionEnd, _ reason: (any Error)?) {
        self.isClosed = true
        self.meter.connectionDidEnd(end)
        self.handshakeTimer?.cancel()
        self.headerTimer?.cancel()
        if let reason {
            self.logger.debug("Closed a connection", metadata: ["reason": "\(reason)"])
        }
        self.leaveIfDone()
    }

    private func leaveIfDone() {
        guard self.isClosed, self.runningHandlers == 0 else { return }
        self.registry.remove(self)
    }
}

// MARK: - Header blocks

extension ServerConnection {
    func didBeginHeaderBlock() {
        self.isInHeaderBlock = true
    }

    func didEndHeaderBlock() {
        self.isInHeaderBlock = false
        self.headerTimer?.cancel()
        self.headerTimer = nil
    }

    /// A block that a read has not completed gets a time limit: nothing else can be received while it lasts.
    private func watchHeaderBlock() {
        guard self.isInHeaderBlock, self.headerTimer == nil, let connection = self.connection else { return }
        self.headerTimer = self.eventLoop.scheduleTask(in: TimeAmount(saturating: self.configuration.handshakeTimeout))
        {
            connection.close(.headerTimeout, RPCError(.unavailable, "A header block did not arrive in time."))
        }
    }
}

// MARK: - Handlers

extension ServerConnection {
    /// Counts a handler that is about to run.
    ///
    /// - Returns: Whether it may.
    func reserveHandler() -> Bool {
        guard self.runningHandlers < self.configuration.maximumConcurrentHandlers else { return false }
        self.runningHandlers += 1
        self.meter.handlerDidBegin()
        return true
    }

    /// Counts a handler that has returned, not before: a client could else make any number run by cancelling.
    func releaseHandler() {
        self.runningHandlers -= 1
        self.meter.handlerDidReturn()
        self.leaveIfDone()
    }
}

// MARK: - Shutdown

extension ServerConnection {
    /// Ends the connection without losing a call: first a notice, and when the client must have seen it, the last word.
    ///
    /// - Note: RFC 9113 section 6.8.
    func beginShutdown() {
        guard self.phase == .serving, let connection = self.connection else { return }
        self.phase = .noticed
        guard let session = connection.session else { return }
        session.submitShutdownNotice()
        connection.setNeedsOutput()
        // The library sends a PING before any other frame that waits: it has to come later, or its answer would prove nothing.
        self.eventLoop.execute {
            connection.session?.submitPing()
            connection.setNeedsOutput()
        }
        self.eventLoop.scheduleTask(in: Self.noticeTimeout) {
            self.drain()
        }
    }

    func didReceivePingAcknowledgement() {
        self.drain()
    }

    /// From here on the session refuses requests, and the connection closes when the last stream has.
    private func drain() {
        guard self.phase == .noticed, let connection = self.connection, let session = connection.session else { return }
        self.phase = .draining
        connection.willEnd(.shutdown)
        session.submitGoAway(.noError)
        connection.setNeedsOutput()
    }

    /// Ends the connection at once, since shutdown has lasted long enough; its handlers are cancelled.
    func close() {
        self.connection?.close(.shutdownGrace)
    }
}
