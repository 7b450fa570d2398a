/// Where a server listens.
public struct RPCAddress: Hashable, Sendable, CustomStringConvertible {
    /// A name or an IP address.
    public var host: String

    /// The port, 0 to 65 535.
    public var port: Int

    /// Creates an address.
    ///
    /// - Parameters:
    ///   - host: A name or an IP address.
    ///   - port: The port, 0 to 65 535.
    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// The address as in a URL, an IPv6 address in brackets.
    public var description: String {
        self.host.contains(":") ? "[\(self.host)]:\(self.port)" : "\(self.host):\(self.port)"
    }
}
