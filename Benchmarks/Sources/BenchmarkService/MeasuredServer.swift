import Foundation
package import KAARPC
import Logging

/// A server that runs until it is told to end, and tells on standard output where it listens.
package struct MeasuredServer: Sendable {
    /// What a client needs to know: one line of JSON.
    private struct Announcement: Encodable {
        let port: Int
        let token: String
    }

    private let server: RPCServer
    private let token: String

    /// Creates a server of ``EchoingService`` on one thread.
    ///
    /// - Parameters:
    ///   - port: The port of the loopback interface; 0 for any.
    ///   - certificate: The path of the certificate chain, together with `key`; `nil` for plaintext.
    ///   - key: The path of the private key.
    ///   - token: Told to whoever started the server, as what calls are to carry.
    ///   - interceptor: Checks it.
    /// - Throws: What the system throws if a file cannot be read.
    package init(
        port: Int = 0,
        certificate: String? = nil,
        key: String? = nil,
        token: String,
        interceptor: any ServerInterceptor
    ) throws {
        let router = try RPCRouter(services: [EchoingService()], interceptors: [interceptor])
        try self.init(port: port, certificate: certificate, key: key, token: token, router: router)
    }

    /// Creates a server of whatever `router` knows, on one thread.
    ///
    /// - Parameters:
    ///   - port: The port of the loopback interface; 0 for any.
    ///   - certificate: The path of the certificate chain, together with `key`; `nil` for plaintext.
    ///   - key: The path of the private key.
    ///   - token: Told to whoever started the server, as what calls are to carry.
    ///   - router: The services.
    /// - Throws: What the system throws if a file cannot be read.
    package init(
        port: Int = 0,
        certificate: String? = nil,
        key: String? = nil,
        token: String,
        router: RPCRouter
    ) throws {
        var configuration = RPCServerConfiguration(port: port)
        // All the clients of a measurement have one address.
        configuration.maximumConnectionsPerAddress = configuration.maximumConnections
        if let certificate, let key {
            configuration.tls = ServerTLS(
                certificateChainPEM: Array(try Data(contentsOf: URL(filePath: certificate))),
                privateKeyPEM: Array(try Data(contentsOf: URL(filePath: key)))
            )
        }
        self.server = RPCServer(router: router, configuration: configuration, logger: Logger(label: "benchmark"))
        self.token = token
    }

    /// Serves until ``end()``.
    ///
    /// - Throws: What the server throws if it cannot listen.
    package func run() async throws {
        try await withThrowingTaskGroup { group in
            group.addTask { try await self.server.run() }
            let announcement = Announcement(port: try await self.server.listeningAddress.port, token: self.token)
            let line = try JSONEncoder().encode(announcement) + Data("\n".utf8)
            try FileHandle.standardOutput.write(contentsOf: line)
            try await group.waitForAll()
        }
    }

    /// Takes no more calls, and lets those under way finish.
    package func end() {
        self.server.beginGracefulShutdown()
    }
}
