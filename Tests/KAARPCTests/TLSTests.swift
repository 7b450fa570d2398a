import Foundation
import KAARPC
import KAAWire
import Testing

/// Calls over TLS with certificates made for the test.
@Suite(.timeLimit(.minutes(10)))
struct TLSTests {
    /// A certificate that signs itself, and its key.
    private struct Identity {
        let certificatePEM: [UInt8]
        let privateKeyPEM: [UInt8]

        init(for names: String = "DNS:localhost,IP:127.0.0.1") async throws {
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let certificate = folder.appendingPathComponent("certificate.pem")
            let key = folder.appendingPathComponent("key.pem")
            try await OpenSSL.run([
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", "/CN=localhost", "-addext", "subjectAltName=\(names)",
                "-keyout", key.path, "-out", certificate.path,
            ])
            self.certificatePEM = Array(try Data(contentsOf: certificate))
            self.privateKeyPEM = Array(try Data(contentsOf: key))
        }

        var serverTLS: ServerTLS {
            ServerTLS(certificateChainPEM: self.certificatePEM, privateKeyPEM: self.privateKeyPEM)
        }
    }

    @Test(arguments: ["localhost", nil])
    func carriesCallsToAServerItTrusts(serverName: String?) async throws {
        let identity = try await Identity()
        try await withServer {
            $0.tls = identity.serverTLS
        } _: { running in
            let tls = ClientTLS(trustRootsPEM: identity.certificatePEM, serverName: serverName)
            let channel = try running.makeChannel(HTTP2ChannelConfiguration(tls: tls))
            let request = Echo(value: [UInt8](repeating: 7, count: 1_000_000))
            let answer: Echo = try await channel.unary(EchoService.unary, request)
            #expect(answer == request)
        }
    }

    @Test
    func refusesAServerItDoesNotTrust() async throws {
        let identity = try await Identity()
        let other = try await Identity()
        try await withServer {
            $0.tls = identity.serverTLS
        } _: { running in
            let tls = ClientTLS(trustRootsPEM: other.certificatePEM, serverName: "localhost")
            let channel = try running.makeChannel(HTTP2ChannelConfiguration(tls: tls))
            let error = try await #require(throws: RPCError.self) {
                let _: Echo = try await channel.unary(EchoService.unary, Echo())
            }
            #expect(error.code == .unavailable)
        }
    }

    @Test
    func refusesAServerOfAnotherName() async throws {
        let identity = try await Identity(for: "DNS:other.test")
        try await withServer {
            $0.tls = identity.serverTLS
        } _: { running in
            let tls = ClientTLS(trustRootsPEM: identity.certificatePEM, serverName: "localhost")
            let channel = try running.makeChannel(HTTP2ChannelConfiguration(tls: tls))
            let error = try await #require(throws: RPCError.self) {
                let _: Echo = try await channel.unary(EchoService.unary, Echo())
            }
            #expect(error.code == .unavailable)
        }
    }

    @Test
    func tellsTheHandlerWhoTheClientIs() async throws {
        let identity = try await Identity()
        let client = try await Identity()
        let service = AdHocService(
            .unary(AdHocService.unary) { (_: Echo, context) -> Echo in
                guard case .network(_, let certificate?) = context.peer else { return Echo() }
                return Echo(value: certificate)
            }
        )
        try await withServer([service]) {
            $0.tls = identity.serverTLS
            $0.tls?.clientAuthoritiesPEM = client.certificatePEM
        } _: { running in
            let tls = ClientTLS(
                trustRootsPEM: identity.certificatePEM,
                serverName: "localhost",
                certificateChainPEM: client.certificatePEM,
                privateKeyPEM: client.privateKeyPEM
            )
            let channel = try running.makeChannel(HTTP2ChannelConfiguration(tls: tls))
            let answer: Echo = try await channel.unary(AdHocService.unary, Echo())
            let text = String(decoding: client.certificatePEM, as: UTF8.self)
            let base64 = text.split(separator: "\n").filter { !$0.hasPrefix("-") }.joined()
            #expect(try answer.value == Array(#require(Data(base64Encoded: base64))))
        }
    }

    @Test
    func usesOtherCertificatesForNewConnections() async throws {
        let former = try await Identity()
        let identity = try await Identity()
        try await withServer {
            $0.tls = identity.serverTLS
        } _: { running in
            let mistaken = ClientTLS(trustRootsPEM: former.certificatePEM, serverName: "localhost")
            var configuration = HTTP2ChannelConfiguration(tls: mistaken)
            configuration.connectionBackoff = ExponentialBackoff(initial: .zero, multiplier: 1, maximum: .zero)
            let channel = try running.makeChannel(configuration)
            await #expect(throws: RPCError.self) {
                let _: Echo = try await channel.unary(EchoService.unary, Echo())
            }
            #expect(throws: (any Error).self) { try channel.reload(ClientTLS(trustRootsPEM: [1, 2, 3])) }
            try channel.reload(ClientTLS(trustRootsPEM: identity.certificatePEM))
            let _: Echo = try await channel.unary(EchoService.unary, Echo())
            #expect(throws: RPCError.self) { try running.makeChannel().reload(mistaken) }
        }
    }

    @Test
    func refusesAClientWithoutCertificateWhereOneIsAskedFor() async throws {
        let identity = try await Identity()
        try await withServer {
            $0.tls = identity.serverTLS
            $0.tls?.clientAuthoritiesPEM = identity.certificatePEM
        } _: { running in
            let tls = ClientTLS(trustRootsPEM: identity.certificatePEM, serverName: "localhost")
            let channel = try running.makeChannel(HTTP2ChannelConfiguration(tls: tls))
            let error = try await #require(throws: RPCError.self) {
                let _: Echo = try await channel.unary(EchoService.unary, Echo())
            }
            #expect(error.code == .unavailable)
        }
    }

    @Test("47: a client that does not agree on h2 is refused")
    func refusesAClientWithoutALPN() async throws {
        let identity = try await Identity()
        try await withServer {
            $0.tls = identity.serverTLS
        } _: { running in
            // The server closes the connection without a byte of HTTP/2.
            let output = try await OpenSSL.run(["s_client", "-connect", "\(running.address)", "-quiet"])
            #expect(output.isEmpty)
        }
    }
}
