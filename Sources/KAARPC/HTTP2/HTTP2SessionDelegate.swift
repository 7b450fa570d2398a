/// What a session tells its connection.
///
/// Called from inside the library: never feed or drain the session from here.
protocol HTTP2SessionDelegate: AnyObject {
    /// A request has begun; the stream that will take it.
    func sessionDidBeginRequest(id: Int32) -> HTTP2Stream

    /// A stream has ended; nothing may be submitted for it any more.
    func sessionDidClose(_ stream: HTTP2Stream, code: HTTP2ErrorCode)

    /// The peer sent its settings, or acknowledged this side's.
    func sessionDidReceiveSettings(isAcknowledgement: Bool)

    /// A header block is far over the limit; no more is read.
    func sessionDidReceiveTooManyHeaders()

    /// The peer sent a PING, which the library answers.
    func sessionDidReceivePing()

    /// A DATA frame came for a stream that is open.
    func sessionDidReceiveData()

    /// A header block or data went out.
    func sessionDidSend(data byteCount: Int?)

    /// This side reset a stream.
    func sessionDidReset(code: HTTP2ErrorCode)

    /// The peer answered a PING.
    func sessionDidReceivePingAcknowledgement()

    /// The peer will take no more requests.
    func sessionDidReceiveGoAway(code: HTTP2ErrorCode, debugText: String)
}
