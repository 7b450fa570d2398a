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
    /// The part of its age by which a connection may live longer or shorter (gRFC A9).
    private static let ageJitter = 0.1

    let router: RPCRouter
    let configuration: RPCServerConfiguration
    let eventLoop: any EventLoop
    let executor: ConnectionExecutor
    private let jobs: LoopJobs
    /// Counts what happens on the loop.
    let meter: Meter
    private let registry: ConnectionRegistry
    let logger: Logger
    let failures: FailureLog
    /// The address of the client, without its port.
    let remoteHost: String
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
    private var congested: [LoopWait<Void>] = []
    private var pingPolice: PingPolice
    private var headReader = RequestHeadReader()
    private var patrolTimer: Scheduled<Void>?
    private var patrolledAt = NIODeadline.now()
    private var lastReadAt = NIODeadline.now()
    private var lastCallAt = NIODeadline.now()
    private var keepalivePingAt: NIODeadline?
    private var endsAt: NIODeadline?
    /// Why the connection ends, for the last GOAWAY.
    private var shutdownEnd = ConnectionEnd.shutdown

    init(
        channel: any Channel,
        loop: ServerLoops.Member,
        server: ServerResources,
        registry: ConnectionRegistry
    ) {
        self.channel = channel
        self.eventLoop = channel.eventLoop
        self.jobs = loop.jobs
        self.executor = ConnectionExecutor(loop.jobs)
        self.meter = loop.meter
        self.router = server.router
        self.configuration = server.configuration
        self.logger = server.logger
        self.failures = server.failures
        self.registry = registry
        self.remoteHost = channel.remoteAddress?.ipAddress ?? "local"
        self.peer = .network(address: "\(self.remoteHost):\(channel.remoteAddress?.port ?? 0)", certificate: nil)
        self.pingPolice = PingPolice(
            minimumInterval: TimeAmount(saturating: server.configuration.minimumPingInterval),
            minimumIntervalWithoutCalls: TimeAmount(saturating: server.configuration.minimumPingIntervalWithoutCalls)
        )
        self.endsAt = server.configuration.maximumConnectionAge.map { age in
            .now() + TimeAmount(saturating: age * (1 + Self.ageJitter * server.configuration.ageJitter()))
        }
    }

    /// Begins to wait for the client; the connection is closed if its first frames do not come in time.
    func open(_ connection: HTTP2Connection) {
        self.connection = connection
        self.handshakeTimer = self.eventLoop.scheduleTask(
            in: TimeAmount(saturating: self.configuration.handshakeTimeout)
        ) {
            connection.end(.handshakeTimeout)
        }
        self.schedulePatrol()
    }

    var side: HTTP2Session.Side {
        .server
    }

    var settings: HTTP2Settings {
        HTTP2Settings(
            maximumConcurrentStreams: self.configuration.maximumConcurrentStreams,
            streamWindowBytes: self.configuration.streamWindowBytes,
            connectionWindowBytes: self.configuration.connectionWindowBytes,
            maximumHeaderListBytes: UInt32(clamping: self.configuration.maximumMetadataBytes)
        )
    }

    var frameLimits: FrameLimits {
        FrameLimits()
    }

    var maximumBufferedBytes: Int {
        self.configuration.maximumBufferedBytes
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

    func didReceiveGoAway(code: HTTP2ErrorCode, debugText: String) {}

    func didRead() {
        self.lastReadAt = .now()
        self.readTime = nil
        self.jobs.run()
        self.watchHeaderBlock()
    }

    func didClose(_ end: ConnectionEnd, _ reason: (any Error)?) {
        self.isClosed = true
        self.meter.connectionDidEnd(end)
        self.handshakeTimer?.cancel()
        self.headerTimer?.cancel()
        self.patrolTimer?.cancel()
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

    /// What the header block of a request means.
    func requestHead(_ fields: borrowing HeaderFields) -> RequestHead {
        self.headReader.read(fields, router: self.router)
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
            connection.end(.headerTimeout)
        }
    }
}

// MARK: - Handlers

extension ServerConnection {
    /// Counts a handler that is about to run.
    ///
    /// - Returns: Whether it may.
    func reserveHandler() -> Bool {
        guard self.runningHandlers < self.configuration.maximumConcurrentHandlers, self.registry.reserveHandler() else {
            return false
        }
        self.runningHandlers += 1
        self.meter.handlerDidBegin()
        return true
    }

    /// Counts a handler that has returned, not before: a client could else make any number run by cancelling.
    func releaseHandler() {
        self.runningHandlers -= 1
        self.meter.handlerDidReturn()
        self.registry.releaseHandler()
        self.leaveIfDone()
    }
}

// MARK: - Answers that wait

extension ServerConnection {
    /// Whether so many bytes of answers wait that further handlers have to.
    var isCongested: Bool {
        guard let connection = self.connection else { return false }
        return connection.queuedBytes > self.configuration.maximumQueuedBytes
    }

    /// Suspends while the client does not read the answers it has; only on the event loop.
    func waitForRoom() async throws {
        while self.isCongested {
            let wait = LoopWait<Void>()
            try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation { continuation in
                    if wait.park(continuation) { self.congested.append(wait) }
                }
            } onCancel: {
                self.eventLoop.execute {
                    self.congested.removeAll { $0 === wait }
                    wait.cancel()
                }
            }
        }
    }

    func hold(_ byteCount: Int) -> Bool {
        self.registry.hold(byteCount)
    }

    func didSendQueued() {
        guard !self.congested.isEmpty, !self.isCongested else { return }
        let waiting = self.congested
        self.congested.removeAll()
        for wait in waiting {
            wait.resume(with: .success(()))
        }
    }

    func didCloseLastStream() {
        self.lastCallAt = .now()
    }
}

// MARK: - Patrol

extension ServerConnection {
    func permitsPing(hasCalls: Bool) -> Bool {
        self.pingPolice.permitsPing(now: .now(), hasCalls: hasCalls)
    }

    func didSend() {
        self.pingPolice.didSend()
    }

    private func schedulePatrol() {
        self.patrolTimer = self.eventLoop.scheduleTask(in: self.configuration.patrolInterval) {
            self.patrol(now: .now())
            if !self.isClosed { self.schedulePatrol() }
        }
    }

    /// Looks after what lasts too long.
    private func patrol(now: NIODeadline) {
        guard let connection = self.connection, connection.session != nil else { return }
        let elapsed = now - self.patrolledAt
        self.patrolledAt = now
        if let since = connection.unwritableSince,
            now - since >= TimeAmount(saturating: self.configuration.writeTimeout)
        {
            connection.end(.writeStall)
            return
        }
        for case let stream as ServerStream in connection.streams.all {
            stream.patrol(elapsed: elapsed)
        }
        if connection.streams.isEmpty {
            connection.releaseMemory()
        }
        self.patrolLife(connection, now: now)
        self.patrolKeepalive(connection, now: now)
    }

    private func patrolLife(_ connection: HTTP2Connection, now: NIODeadline) {
        if let endsAt = self.endsAt, now >= endsAt {
            if self.phase == .serving {
                self.beginShutdown(.age)
            } else if now - endsAt >= TimeAmount(saturating: self.configuration.maximumConnectionAgeGrace) {
                self.close()
            }
        } else if let idle = self.configuration.maximumConnectionIdle,
            connection.streams.isEmpty, now - self.lastCallAt >= TimeAmount(saturating: idle)
        {
            self.beginShutdown(.idle)
        }
    }

    private func patrolKeepalive(_ connection: HTTP2Connection, now: NIODeadline) {
        if let pingAt = self.keepalivePingAt {
            if self.lastReadAt > pingAt {
                self.keepalivePingAt = nil
            } else if now - pingAt >= TimeAmount(saturating: self.configuration.keepaliveTimeout) {
                connection.end(.keepaliveTimeout)
            }
        } else if now - self.lastReadAt >= TimeAmount(saturating: self.configuration.keepaliveTime) {
            self.keepalivePingAt = now
            connection.session?.submitPing()
            connection.setNeedsOutput()
        }
    }
}

// MARK: - Shutdown

extension ServerConnection {
    /// Ends the connection without losing a call: first a notice, and when the client must have seen it, the last word.
    ///
    /// - Parameter end: Why, for the last GOAWAY.
    /// - Note: RFC 9113 section 6.8.
    func beginShutdown(_ end: ConnectionEnd = .shutdown) {
        guard self.phase == .serving, let connection = self.connection else { return }
        self.phase = .noticed
        self.shutdownEnd = end
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
        connection.willEnd(self.shutdownEnd)
        session.submitGoAway(.noError, debugText: self.shutdownEnd.debugText)
        connection.setNeedsOutput()
    }

    /// Ends the connection at once, since shutdown has lasted long enough; its handlers are cancelled.
    func close() {
        self.connection?.close(.shutdownGrace)
    }
}
