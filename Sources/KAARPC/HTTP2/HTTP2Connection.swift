import NIOCore
import NIOTLS

/// The channel handler of one connection: owns the session, feeds it what arrives and writes what it wants to send.
///
/// A read is judged by its frames, fed whole, then the session is drained once and flushed once.
///
/// `@unchecked Sendable`: every stored property is touched on the channel's event loop only.
final class HTTP2Connection: ChannelDuplexHandler, @unchecked Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = Never
    typealias OutboundOut = ByteBuffer

    /// Frames other than DATA that may wait to be written; more mean that the peer makes this side answer and does not read.
    private static let maximumOutboundFrames = 1000
    /// Bytes handed to the socket at a time.
    private static let outboundChunkBytes = 262_144
    /// What a connection may hold without being counted with the others, so that small calls cost nothing.
    private static let bytesNotCounted = 65_536
    /// The smallest DATA frame sent that earns the peer window updates: a message prefix.
    private static let bytesThatEarnUpdates = 5
    /// How long to wait for the peer to end its half after this side has: more than any round trip.
    private static let lingerTime = TimeAmount.seconds(1)

    let role: any HTTP2ConnectionRole
    private(set) var session: HTTP2Session?
    /// Whether there was ever a connection; a client's attempt may fail before.
    private(set) var wasActive = false
    private(set) var streams = StreamTable()
    /// Since when bytes are written that the peer has not taken, or `nil`.
    private(set) var unwritableSince: NIODeadline?
    /// Bytes of request or answer messages that have arrived and that nobody has taken.
    private(set) var bufferedBytes = 0
    /// Bytes of messages that the streams have queued and flow control has not let out.
    private(set) var queuedBytes = 0
    /// The part of both that all connections together are bounded by, as it was told last.
    private var countedBytes = 0
    /// Used again for every write once the socket has taken the last one; given back when the connection is idle.
    private var output = ByteBuffer()
    private var accountant: FrameAccountant?
    /// What was found inside the library, where the connection cannot be ended.
    private var violation: PeerViolation?
    private var context: ChannelHandlerContext?
    private var isReading = false
    private var isOutputScheduled = false
    private var isReadHeld = false
    private var isOutputClosed = false
    private var lingerTimer: Scheduled<Void>?
    private var end: ConnectionEnd?
    private var closeReason: (any Error)?

    init(role: any HTTP2ConnectionRole) {
        self.role = role
    }
}

// MARK: - Channel

extension HTTP2Connection {
    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        self.wasActive = context.channel.isActive
        if self.wasActive, !self.role.requiresTLS {
            self.start()
        }
    }

    func channelActive(context: ChannelHandlerContext) {
        self.wasActive = true
        if !self.role.requiresTLS {
            self.start()
        }
        context.fireChannelActive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted(let negotiated)? = event as? TLSUserEvent {
            if negotiated == "h2" {
                self.start()
            } else {
                let error = RPCError(.unavailable, "The peer did not agree on HTTP/2 in the TLS handshake.")
                self.close(.tlsFailure, error)
            }
        }
        context.fireUserInboundEventTriggered(event)
    }

    private func start() {
        guard self.session == nil else { return }
        do {
            self.session = try HTTP2Session(side: self.role.side, settings: self.role.settings, delegate: self)
            self.accountant = FrameAccountant(
                limits: self.role.frameLimits,
                peerIsClient: self.role.side == .server,
                now: .now()
            )
            self.role.didStart(self)
            self.writeOutput()
        } catch {
            self.close(.protocolError, error)
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        self.isReading = true
        // A session that has given up on its peer must not be fed again (CVE-2026-27135).
        guard let session = self.session, session.wantsInput else { return }
        let bytes = self.unwrapInboundIn(data)
        let now = NIODeadline.now()
        do {
            try self.accountant?.account(bytes.readableBytesUInt8Span, now: now)
            // Without them a remembered header block would outlive the table that it was made by.
            guard let headerFrames = self.accountant?.headerFrames else { return }
            try session.feed(bytes, headerFrames: headerFrames)
            try self.accountant?.settle(now: now)
            if let violation = self.violation { throw violation }
        } catch let violation as PeerViolation {
            self.end(violation)
        } catch {
            self.close(error)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        self.role.didRead()
        self.isReading = false
        self.writeOutput()
        context.fireChannelReadComplete()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            self.unwritableSince = nil
            self.writeOutput()
            if self.isReadHeld {
                self.isReadHeld = false
                context.read()
            }
        } else {
            self.unwritableSince = .now()
        }
        context.fireChannelWritabilityChanged()
    }

    /// Reads on only when the peer takes what is written for it, so that it cannot make this side store answers.
    func read(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            context.read()
        } else {
            self.isReadHeld = true
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        self.close(self.session == nil && self.role.requiresTLS ? .tlsFailure : .transportError, error)
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.finish()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.finish()
    }

    private func finish() {
        guard self.context != nil else { return }
        self.context = nil
        self.lingerTimer?.cancel()
        self.dropStreams()
        self.role.didClose(self.end ?? .peerClosed, self.closeReason)
    }

    private func dropStreams() {
        self.session = nil
        let streams = self.streams.all
        self.streams.removeAll()
        for stream in streams {
            stream.loseConnection(self.role.lossError)
        }
        _ = self.role.hold(-self.countedBytes)
        self.countedBytes = 0
    }
}

// MARK: - Output

extension HTTP2Connection {
    /// The session has something to send: at the end of the read under way, or else soon.
    func setNeedsOutput() {
        guard !self.isReading, !self.isOutputScheduled, let context = self.context else { return }
        self.isOutputScheduled = true
        context.eventLoop.execute {
            self.writeOutput()
        }
    }

    private func writeOutput() {
        self.isOutputScheduled = false
        guard let context = self.context, let session = self.session else { return }
        do {
            // A failed write closes the channel before it returns, and the streams that the session points to are gone then.
            while self.session != nil, context.channel.isWritable {
                self.output.clear()
                try session.drain(into: &self.output, limit: Self.outboundChunkBytes)
                guard self.output.readableBytes > 0 else { break }
                context.writeAndFlush(self.wrapOutboundOut(self.output), promise: nil)
            }
        } catch {
            self.close(error)
            return
        }
        if let violation = self.violation {
            self.end(violation)
        } else if session.outboundFrameCount > Self.maximumOutboundFrames {
            self.end(.outboundQueue)
        } else if !session.wantsInput, !session.wantsOutput {
            self.closeOutput()
        }
    }

    /// Gives memory back that an idle connection does not need.
    func releaseMemory() {
        self.output = ByteBuffer()
    }

    /// Ends the own half, and the connection when the peer has ended its half or has had the time to.
    ///
    /// Bytes that arrive at a closed socket make the system reset the connection, and the peer could lose the last answers.
    private func closeOutput() {
        guard !self.isOutputClosed, let context = self.context else { return }
        self.isOutputClosed = true
        // Whoever ends a connection in order has said why; else the library ended it, which has found a mistake.
        self.willEnd(.protocolError)
        context.close(mode: .output, promise: nil)
        self.lingerTimer = context.eventLoop.scheduleTask(in: Self.lingerTime) {
            self.close(.protocolError)
        }
    }

    /// Notes why the connection is about to end; the first reason counts.
    func willEnd(_ end: ConnectionEnd) {
        self.end = self.end ?? end
    }

    private func close(_ error: any Error) {
        self.close((error as? HTTP2SessionError)?.connectionEnd ?? .protocolError, error)
    }

    /// Ends the connection for what the peer does: a last GOAWAY says why, and nothing more is read.
    func end(_ violation: PeerViolation) {
        guard let session = self.session else {
            self.close(violation.connectionEnd, violation)
            return
        }
        self.willEnd(violation.connectionEnd)
        self.closeReason = self.closeReason ?? violation
        self.violation = nil
        if let code = violation.goAwayCode {
            session.submitGoAway(code, debugText: violation.debugText)
            self.writeOutput()
        }
        self.dropStreams()
        self.closeOutput()
    }

    /// Closes the connection after what is written already.
    ///
    /// - Parameters:
    ///   - end: What the end is counted as, unless a reason is noted already.
    ///   - reason: What the log is told.
    func close(_ end: ConnectionEnd, _ reason: (any Error)? = nil) {
        guard let context = self.context else { return }
        self.willEnd(end)
        if self.closeReason == nil {
            self.closeReason = reason
        }
        context.close(promise: nil)
    }
}

// MARK: - Streams

extension HTTP2Connection {
    /// Counts message bytes that have come, or with a negative number, that have been taken.
    ///
    /// - Returns: Whether the connection may hold so many.
    func buffer(_ byteCount: Int) -> Bool {
        self.bufferedBytes += byteCount
        return self.countHeld() && self.bufferedBytes <= self.role.maximumBufferedBytes
    }

    /// Tells of what the connection holds more or less than when it told last, unless it is little.
    ///
    /// - Returns: Whether all connections together may hold so much.
    private func countHeld() -> Bool {
        let held = max(0, self.bufferedBytes + self.queuedBytes - Self.bytesNotCounted)
        let change = held - self.countedBytes
        guard change != 0 else { return true }
        self.countedBytes = held
        return self.role.hold(change)
    }

    /// Counts message bytes that a stream has queued, or with a negative number, that are out or dropped.
    func queue(_ byteCount: Int) {
        self.queuedBytes += byteCount
        _ = self.countHeld()
        if byteCount < 0 { self.role.didSendQueued() }
    }

    /// Opens a stream for a request.
    ///
    /// - Throws: An error if the connection is closed or can open no more streams.
    func open(_ stream: HTTP2Stream, headers: HeaderBlock) throws {
        guard let session = self.session else { throw ChannelError.ioOnClosedChannel }
        let id = try session.submitRequest(headers, for: stream)
        stream.open(on: self, id: id)
        self.streams.insert(stream)
        self.setNeedsOutput()
    }
}

extension HTTP2Connection: HTTP2SessionDelegate {
    func sessionDidReceiveTooManyHeaders() {
        self.violation = .headerListTooLarge
    }

    func sessionDidReceivePing() {
        if !self.role.permitsPing(hasCalls: !self.streams.isEmpty) {
            self.violation = .pingStrikes
        }
    }

    func sessionDidReceiveData() {
        self.accountant?.didDeliverData()
    }

    func sessionDidSend(data byteCount: Int?) {
        self.role.didSend()
        // An update for every five bytes of data is no more than a client may send that knows no better.
        if let byteCount, byteCount >= Self.bytesThatEarnUpdates {
            self.accountant?.didSendData()
        }
    }

    func sessionDidReset(code: HTTP2ErrorCode) {
        guard code != .noError, code != .cancel else { return }
        do {
            try self.accountant?.didProvokeReset(now: .now())
        } catch {
            self.violation = error
        }
    }

    func sessionDidBeginRequest(id: Int32) -> HTTP2Stream {
        let stream = self.role.makeStream()
        stream.open(on: self, id: id)
        self.streams.insert(stream)
        return stream
    }

    func sessionDidClose(_ stream: HTTP2Stream, code: HTTP2ErrorCode) {
        self.streams.remove(stream)
        if code == .noError {
            self.accountant?.didCompleteCall()
        }
        stream.close(code: code)
        if self.streams.isEmpty { self.role.didCloseLastStream() }
    }

    func sessionDidReceiveSettings(isAcknowledgement: Bool) {
        self.role.didReceiveSettings(isAcknowledgement: isAcknowledgement)
    }

    func sessionDidReceivePingAcknowledgement() {
        self.role.didReceivePingAcknowledgement()
    }

    func sessionDidReceiveGoAway(code: HTTP2ErrorCode, debugText: String) {
        self.willEnd(.peerClosed)
        self.role.didReceiveGoAway(code: code, debugText: debugText)
    }
}
