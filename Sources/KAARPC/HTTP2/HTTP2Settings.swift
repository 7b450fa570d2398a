/// What this side of a connection tells the other in its first SETTINGS frame.
struct HTTP2Settings: Sendable {
    /// Streams that the peer may have open at once.
    var maximumConcurrentStreams: UInt32

    /// Bytes that the peer may send on a stream before this side reads.
    var streamWindowBytes: Int

    /// Bytes that the peer may send on the connection before this side takes them off the session.
    var connectionWindowBytes: Int

    /// Advisory: the decoded header bytes that this side accepts.
    var maximumHeaderListBytes: UInt32 = 16_384
}
