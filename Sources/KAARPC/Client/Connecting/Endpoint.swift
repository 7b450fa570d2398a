import NIOCore

/// One place where a channel's server can be reached: an address that a name stood for.
struct Endpoint: Hashable, Sendable {
    /// What is connected to.
    let address: SocketAddress

    /// What was asked for: what the certificate must be for, and what requests name as the server.
    let target: RPCAddress
}
