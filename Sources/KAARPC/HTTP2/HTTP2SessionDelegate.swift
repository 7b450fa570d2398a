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

    /// The peer answered a PING.
    func sessionDidReceivePingAcknowledgement()

    /// The peer will take no more requests.
    func sessionDidReceiveGoAway(code: HTTP2ErrorCode)
}
