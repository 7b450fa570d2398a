import NIOCore
import NIOPosix
import NIOSSL

/// An attempt to connect to an endpoint.
struct ConnectionAttempt: Sendable {
    let id: ConnectionID
    let endpoint: Endpoint
    let tlsContext: NIOSSLContext?
    let keepaliveFactor: Int
    let firstStreamID: Int32

    /// Connects; `owner` is told how it went.
    func begin(on eventLoop: any EventLoop, configuration: HTTP2ChannelConfiguration, owner: ChannelConnections) {
        ClientBootstrap(group: eventLoop)
            .connectTimeout(TimeAmount(saturating: configuration.connectTimeout))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let role = ClientConnection(
                        attempt: self,
                        eventLoop: eventLoop,
                        configuration: configuration,
                        owner: owner
                    )
                    let connection = HTTP2Connection(role: role)
                    if let tlsContext {
                        let serverName = configuration.tls?.serverName ?? self.endpoint.target.host
                        let tls = try Self.makeHandler(tlsContext, serverName: serverName)
                        try channel.pipeline.syncOperations.addHandler(tls)
                    }
                    role.open(connection)
                    try channel.pipeline.syncOperations.addHandler(connection)
                }
            }
            .connect(to: self.endpoint.address)
            .whenFailure { error in
                owner.didEnd(self.id, RPCError(connecting: error))
            }
    }

    /// An address has no name to send in the handshake; the certificate is then checked against the address itself.
    private static func makeHandler(_ context: NIOSSLContext, serverName: String) throws -> NIOSSLClientHandler {
        do {
            return try NIOSSLClientHandler(context: context, serverHostname: serverName)
        } catch let error as NIOSSLExtraError where error == .cannotUseIPAddressInSNI {
            return try NIOSSLClientHandler(context: context, serverHostname: nil)
        }
    }
}
