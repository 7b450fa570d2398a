import Foundation
package import KAARPC
import Logging

/// Runs a server until it is told to end, and tells on standard output where it listens.
package enum MeasuredServer {
    /// What a client needs to know: one line of JSON.
    private struct Announcement: Encodable {
        let port: Int
        let token: String
    }

    /// Serves ``EchoingService`` on one thread.
    ///
    /// - Parameters:
    ///   - port: The port of the loopback interface; 0 for any.
    ///   - certificate: The path of the certificate chain, together with `key`; `nil` for plaintext.
    ///   - key: The path of the private key.
    ///   - token: Told to whoever started the server, as what calls are to carry.
    ///   - interceptor: Checks it.
    /// - Throws: What the server throws if it cannot listen, or the system if a file cannot be read.
    package static func run(
        port: Int = 0,
        certificate: String? = nil,
        key: String? = nil,
        token: String,
        interceptor: any ServerInterceptor
    ) async throws {
        var configuration = RPCServerConfiguration(port: port)
        // All the clients of a measurement have one address.
        configuration.maximumConnectionsPerAddress = configuration.maximumConnections
        if let certificate, let key {
            configuration.tls = ServerTLS(
                certificateChainPEM: Array(try Data(contentsOf: URL(filePath: certificate))),
                privateKeyPEM: Array(try Data(contentsOf: URL(filePath: key)))
            )
        }
        let router = try RPCRouter(services: [EchoingService()], interceptors: [interceptor])
        let server = RPCServer(router: router, configuration: configuration, logger: Logger(label: "benchmark"))
        try await withThrowingTaskGroup { group in
            group.addTask { try await server.run() }
            let announcement = Announcement(port: try await server.listeningAddress.port, token: token)
            let line = try JSONEncoder().encode(announcement) + Data("\n".utf8)
            try FileHandle.standardOutput.write(contentsOf: line)
            try await group.waitForAll()
        }
    }
}
