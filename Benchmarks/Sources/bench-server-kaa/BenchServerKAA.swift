import ArgumentParser
import BenchmarkService
import Foundation
import KAAKernel

/// `bench-server-kaa`: what is measured against other servers.
@main
struct BenchServerKAA: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench-server-kaa",
        abstract: "Serves the benchmark's methods on one thread, to callers with a token of the kernel's."
    )

    @Option(help: "The port of the loopback interface; 0 for any free one.")
    var port = 0

    @Option(help: "The certificate chain in PEM; plaintext without.")
    var certificate: String?

    @Option(help: "The certificate's key in PEM.")
    var key: String?

    func run() async throws {
        let clock = SystemClock()
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let signingKey = try SigningKey(at: folder.appending(path: "key").path)
        let issuer = TokenIssuer(
            issuer: "benchmark",
            audience: "kaa",
            key: signingKey,
            clock: clock,
            identifiers: TimeOrderedIdentifiers(clock: clock)
        )
        let caller = Caller(subject: "benchmark", kind: .system, board: .amn, roles: [.integration])
        let trust = IssuerTrust(issuer: "benchmark", audience: "kaa", keys: .fixed(signingKey.keySet))
        let verifier = try await TokenVerifier(configuration: .init(issuers: [trust]), clock: clock)
        let token = try await issuer.token(for: caller, lifetime: .seconds(86_400))
        let server = try MeasuredServer(
            port: self.port,
            certificate: self.certificate,
            key: self.key,
            token: token,
            interceptor: VerifiedTokenInterceptor(verifier: verifier)
        )
        try await server.run()
    }
}
