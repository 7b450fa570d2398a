/// What one end of a connection does that the other does not: ``ServerConnection`` or ``ClientConnection``.
///
/// Every method is called on the connection's event loop.
protocol HTTP2ConnectionRole: AnyObject {
    /// Which end this is.
    var side: HTTP2Session.Side { get }

    /// What this end tells the peer.
    var settings: HTTP2Settings { get }

    /// What the peer may send before it is taken for hostile.
    var frameLimits: FrameLimits { get }

    /// Bytes of messages that may have arrived on the connection and wait to be taken.
    var maximumBufferedBytes: Int { get }

    /// Whether the connection must be encrypted and have agreed on HTTP/2.
    var requiresTLS: Bool { get }

    /// The session is ready.
    func didStart(_ connection: HTTP2Connection)

    /// A request has begun.
    func makeStream() -> HTTP2Stream

    /// The peer sent its settings, or acknowledged this side's.
    func didReceiveSettings(isAcknowledgement: Bool)

    /// The peer sent a PING.
    ///
    /// - Returns: Whether it may.
    func permitsPing(hasCalls: Bool) -> Bool

    /// A header block or data has been handed to the socket.
    func didSend()

    /// The connection holds more bytes than before, or fewer.
    ///
    /// - Returns: Whether all connections together may hold so many.
    func hold(_ byteCount: Int) -> Bool

    /// Bytes that were queued are out, or dropped.
    func didSendQueued()

    /// No stream is open any more.
    func didCloseLastStream()

    /// The peer answered a PING.
    func didReceivePingAcknowledgement()

    /// The peer will take no more requests.
    func didReceiveGoAway(code: HTTP2ErrorCode, debugText: String)

    /// One read of the socket has been taken in; the answers go out after this.
    func didRead()

    /// The connection is closed, because of an error if `reason` is one; its streams have been told.
    func didClose(_ end: ConnectionEnd, _ reason: (any Error)?)

    /// What the calls under way are told when the connection is lost.
    var lossError: RPCError { get }
}

extension HTTP2ConnectionRole {
    func hold(_ byteCount: Int) -> Bool { true }

    func didSendQueued() {}

    func didCloseLastStream() {}
}
