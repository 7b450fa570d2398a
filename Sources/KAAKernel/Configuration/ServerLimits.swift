/// What the server holds its callers to.
public struct ServerLimits: Equatable, Sendable {
    /// The largest request message, in bytes.
    public var maximumMessageBytes: Int

    /// The largest answer message, in bytes.
    public var maximumAnswerBytes: Int

    /// The largest metadata of a call, in bytes.
    public var maximumMetadataBytes: Int

    /// How many bytes of requests may wait on a connection.
    public var maximumBufferedBytes: Int

    /// How many bytes of answers may wait on a connection.
    public var maximumQueuedBytes: Int

    /// How many bytes of both may wait on all connections together.
    public var maximumHeldBytes: Int

    /// How many connections are served at a time.
    public var maximumConnections: Int

    /// How many of them may come from one address.
    public var maximumConnectionsPerAddress: Int

    /// How many calls one connection may have open.
    public var maximumStreamsPerConnection: Int

    /// How many calls run at a time in all.
    public var maximumConcurrentCalls: Int

    /// The longest time of a call; `nil` for any.
    public var maximumCallDuration: Duration?

    /// The time for the first frames and for each header block.
    public var handshakeTimeout: Duration

    /// How long a request message may come in slowly.
    public var messageTimeout: Duration

    /// How long a client may read slowly.
    public var stallTimeout: Duration

    /// How long bytes may wait for a client that takes none.
    public var writeTimeout: Duration

    /// How long calls may take to end after SIGTERM.
    public var shutdownGrace: Duration
}
