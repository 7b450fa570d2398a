import Foundation
import KAAKernelContract
import KAAKernelTesting
import KAARPC
import KAAWire
import Logging

@testable import KAAKernel

/// A kernel behind a TLS port of this machine, for clients with certificates.
struct TLSKernel {
    let certificates: CertificateFixture
    let verifier: TokenVerifier
    private let kernel: Kernel
    private let address: RPCAddress

    /// Lends a kernel that trusts these systems.
    static func running(
        _ certificates: CertificateFixture,
        systems: [SystemConfiguration],
        workDirectory: String,
        _ body: (TLSKernel) async throws -> Void
    ) async throws {
        let logger = Logger(label: "kaa.test") { _ in SwiftLogNoOpLogHandler() }
        var trust = TokenVerifier.Configuration(issuers: [])
        let authority = String(decoding: try certificates.certificate("authority"), as: UTF8.self)
        trust.clients = ClientTrust(authoritiesPEM: authority, systems: systems)
        let verifier = try await TokenVerifier(configuration: trust, clock: SystemClock())
        let kernel = try await Kernel.open(
            [],
            known: [],
            databases: .memory(workDirectory: workDirectory),
            verifier: verifier,
            environment: KernelEnvironment(
                configuration: try await KernelConfiguration(path: nil, environment: [:], modules: []),
                logger: logger
            )
        )
        var tls = ServerTLS(
            certificateChainPEM: try certificates.certificate("server"),
            privateKeyPEM: try certificates.key("server")
        )
        tls.takesAnyClientCertificate = true
        let server = RPCServer(router: kernel.router, configuration: .init(tls: tls), logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            defer { group.cancelAll() }
            let address = try await server.listeningAddress
            try await body(
                TLSKernel(certificates: certificates, verifier: verifier, kernel: kernel, address: address)
            )
        }
        try await kernel.close()
    }

    /// A channel with a certificate, or without.
    func channel(_ name: String?) throws -> HTTP2Channel {
        try HTTP2Channel(target: self.address, configuration: .init(tls: try self.certificates.client(name)))
    }

    /// One call on a connection of its own.
    func call(_ name: String?) async throws {
        let channel = try self.channel(name)
        defer { channel.close() }
        try await self.call(over: channel)
    }

    func call(over channel: HTTP2Channel) async throws {
        _ = try await Kaa.Kernel.V1.KernelService.Client(channel).getServer(.init())
    }

    /// What is on record.
    func auditEntries() async throws -> [AuditEntry] {
        try await self.kernel.auditEntries(of: "kernel")
    }
}
