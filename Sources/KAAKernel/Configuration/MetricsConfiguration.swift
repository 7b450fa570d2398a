/// Where metrics are shown.
public struct MetricsConfiguration: Equatable, Sendable {
    /// The address to listen on.
    public var host: String

    /// The port to listen on; 0 for a free one.
    public var port: Int
}
