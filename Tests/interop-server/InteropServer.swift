import ArgumentParser
import Foundation
import InteropContracts
import KAARPC
import KAAWire
import Logging
import UnixSignals

/// Serves `grpc.testing.TestService`, for the clients of other implementations and for tests.
///
/// Whoever reaches it may call it.
@main
struct InteropServer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "interop-server",
        abstract: "Serves grpc.testing.TestService, the service of gRPC's interoperability tests.",
        discussion: """
            Prints one line with the address once calls are answered. SIGTERM and SIGINT end it: calls that have been accepted
            have five seconds to finish. It asks nobody for a token, so let only tests reach it.
            """
    )

    @Option(help: "The name or address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on; 0 for any free one.")
    var port = 0

    @Option(help: ArgumentHelp("The certificate chain in PEM; plaintext without it.", valueName: "file"))
    var tlsCert: String?

    @Option(help: ArgumentHelp("The private key in PEM.", valueName: "file"))
    var tlsKey: String?

    @Option(help: "Threads that serve connections.")
    var threads = 1

    @Option(
        name: .customLong("limit"),
        help: ArgumentHelp("A bound, as the configuration names it; times in milliseconds.", valueName: "name=value")
    )
    var limits: [ServerLimit] = []

    func validate() throws {
        guard (0...65_535).contains(self.port) else { throw ValidationError("A port is a number from 0 to 65535.") }
        guard self.threads > 0 else { throw ValidationError("There must be a thread.") }
        guard (self.tlsCert == nil) == (self.tlsKey == nil) else {
            throw ValidationError("--tls-cert and --tls-key belong together.")
        }
    }

    func run() async throws {
        let health = HealthService()
        let services: [any RPCService] = [InteropService(), health]
        let router = try RPCRouter(
            services: services + Reflection.services(describing: services) + [StubbornService()]
        )
        let server = RPCServer(
            router: router,
            configuration: try self.serverConfiguration(),
            logger: Logger(label: "interop-server")
        )
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        try await withThrowingTaskGroup { group in
            group.addTask { try await server.run() }
            let address = try await self.address(of: server, in: &group)
            for service in ["", Grpc.Testing.TestService.descriptor.name] {
                health.setStatus(.serving, for: service)
            }
            print("interop-server: serving on \(address)")
            fflush(nil)
            for await _ in signals { break }
            health.shutDown()
            server.beginGracefulShutdown()
            try await group.waitForAll()
        }
    }

    /// Where the server listens, or why it does not.
    private func address(
        of server: RPCServer,
        in group: inout ThrowingTaskGroup<Void, any Error>
    ) async throws -> RPCAddress {
        do {
            return try await server.listeningAddress
        } catch {
            try await group.waitForAll()
            throw error
        }
    }

    private func serverConfiguration() throws -> RPCServerConfiguration {
        var configuration = RPCServerConfiguration(host: self.host, port: self.port)
        configuration.eventLoops = self.threads
        configuration.shutdownGrace = .seconds(5)
        if let tlsCert = self.tlsCert, let tlsKey = self.tlsKey {
            configuration.tls = ServerTLS(
                certificateChainPEM: try [UInt8](Data(contentsOf: URL(filePath: tlsCert))),
                privateKeyPEM: try [UInt8](Data(contentsOf: URL(filePath: tlsKey)))
            )
        }
        for limit in self.limits {
            limit.apply(to: &configuration)
        }
        return configuration
    }
}
