import KAARPC
import NIOCore
import NIOPosix
import Synchronization

/// A server that sends any bytes it is told to.
final class RawServer: Sendable {
    let address: RPCAddress
    private let accepted = Mutex(0)

    fileprivate init(port: Int) {
        self.address = RPCAddress(host: "127.0.0.1", port: port)
    }

    /// Connections that have been made so far.
    var connectionCount: Int {
        self.accepted.withLock { $0 }
    }

    fileprivate func accept() -> Int {
        self.accepted.withLock { count in
            count += 1
            return count
        }
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
    let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        .bind(host: "127.0.0.1", port: port) { channel in
            channel.eventLoop.makeCompletedFuture {
                try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
            }
        }
    let server = RawServer(port: listener.channel.localAddress?.port ?? 0)
    try await withThrowingTaskGroup { group in
        group.addTask {
            try await listener.executeThenClose { clients in
                try await withThrowingDiscardingTaskGroup { connections in
                    for try await client in clients {
                        let number = server.accept()
                        connections.addTask {
                            try? await client.executeThenClose { inbound, outbound in
                                try await script(RawConnection(inbound, outbound), number)
                            }
                        }
                    }
                }
            }
        }
        defer { group.cancelAll() }
        try await body(server)
    }
}
