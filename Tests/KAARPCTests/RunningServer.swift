import KAARPC
import Logging

/// A server on a free loopback port, for as long as a test needs it.
struct RunningServer: Sendable {
    let server: RPCServer
    let address: RPCAddress

    func makeChannel(_ configuration: HTTP2ChannelConfiguration = .init()) throws -> HTTP2Channel {
        try HTTP2Channel(target: self.address, configuration: configuration)
    }
}

/// Runs a server while `body` does, and awaits its end.
func withServer<Result: Sendable>(
    _ services: [any RPCService] = [EchoService()],
    interceptors: [any ServerInterceptor] = [],
    logger: Logger = Logger(label: "test"),
    configure: (inout RPCServerConfiguration) -> Void = { _ in },
    _ body: @Sendable (RunningServer) async throws -> Result
) async throws -> Result {
    var configuration = RPCServerConfiguration()
    configuration.shutdownGrace = .seconds(5)
    configure(&configuration)
    let router = try RPCRouter(services: services, interceptors: interceptors)
    let server = RPCServer(router: router, configuration: configuration, logger: logger)
    return try await withThrowingTaskGroup { group in
        group.addTask { try await server.run() }
        let running = RunningServer(server: server, address: try await server.listeningAddress)
        let result: Result
        do {
            result = try await body(running)
        } catch {
            group.cancelAll()
            throw error
        }
        server.beginGracefulShutdown()
        try await group.waitForAll()
        return result
    }
}
