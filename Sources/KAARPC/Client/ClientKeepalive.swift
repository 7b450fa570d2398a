/// How a client makes sure that a silent connection is still there.
///
/// - Note: gRPC `keepalive.md`. Servers end connections that ask too often; the channel then asks half as often.
public struct ClientKeepalive: Hashable, Sendable {
    /// The silence after which the server is asked for a sign of life.
    ///
    /// Ask the server's operator before setting less than five minutes: gRPC servers allow no more by default.
    public var time: Duration

    /// How long to wait for the sign before the connection is given up.
    public var timeout: Duration

    /// Whether to ask also while no call is under way.
    public var permitsWithoutCalls: Bool

    /// Creates the settings.
    ///
    /// - Parameters:
    ///   - time: The silence after which the server is asked for a sign of life.
    ///   - timeout: How long to wait for the sign.
    ///   - permitsWithoutCalls: Whether to ask also while no call is under way.
    public init(time: Duration, timeout: Duration = .seconds(20), permitsWithoutCalls: Bool = false) {
        self.time = time
        self.timeout = timeout
        self.permitsWithoutCalls = permitsWithoutCalls
    }
}
