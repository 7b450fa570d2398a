import KAARPC
import NIOCore
import NIOPosix

/// A server that sends any bytes it is told to.
final class RawServer: Sendable {
    let address: RPCAddress
    private let clients: RawClients

    fileprivate init(port: Int, clients: RawClients) {
        self.address = RPCAddress(host: "127.0.0.1", port: port)
        self.clients = clients
    }

    /// Connections that have been made so far.
    var connectionCount: Int {
        self.clients.count
    }

    func makeChannel(_ configure: (inout HTTP2ChannelConfiguration) -> Void = { _ in }) throws -> HTTP2Channel {
        var configuration = HTTP2ChannelConfiguration()
        configure(&configuration)
        return try HTTP2Channel(target: self.address, configuration: configuration)
    }
}

/// Runs `script` for every connection, with its number from 1 on, while `body` runs; the connection is closed after it.
///
/// What `script` throws is not reported: a client that closes its end makes it fail.
func withRawServer(
    port: Int = 0,
    _ script: @escaping @Sendable (RawConnection, Int) async throws -> Void,
    _ body: (RawServer) async throws -> Void
) async throws {
    let clients = RawClients()
    let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        .childChannelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                let client = try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                clients.serve { number in
                    try? await client.executeThenClose { inbound, outbound in
                        try await script(RawConnection(inbound, outbound), number)
                    }
                }
            }
        }
        .bind(host: "127.0.0.1", port: port)
        .get()
    let server = RawServer(port: listener.localAddress?.port ?? 0, clients: clients)
    do {
        try await body(server)
    } catch {
        try? await listener.close()
        await clients.end()
        throw error
    }
    try await listener.close()
    await clients.end()
}
