/// How long the server keeps connections, and how it finds out that one is dead.
public struct ServerKeepalive: Equatable, Sendable {
    /// How long a client may be silent before it is asked for a sign of life.
    public var time: Duration

    /// How long it has to give one.
    public var timeout: Duration

    /// The least time between two pings of a client with calls under way.
    public var minimumPingInterval: Duration

    /// The least time between two pings of a client without calls under way.
    public var minimumIdlePingInterval: Duration

    /// How long a connection may be without calls; `nil` for any time.
    public var maximumIdle: Duration?

    /// How long a connection may last; `nil` for any time.
    public var maximumAge: Duration?

    /// How long calls of a connection may take to end after its age.
    public var maximumAgeGrace: Duration
}
