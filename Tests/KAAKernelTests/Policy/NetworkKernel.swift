import KAAKernelContract
import KAAKernelTesting
import KAARPC
import Logging

@testable import KAAKernel

/// A kernel with one module behind a port of this machine, and one connection to it.
struct NetworkKernel {
    let clock: ManualClock
    let verifier: TokenVerifier
    private let issuer: TokenIssuer
    private let kernel: Kernel
    private let channel: HTTP2Channel

    /// Lends a kernel that begins at noon of a day.
    static func running(
        _ module: any KernelModule.Type,
        today: CivilDate = "2026-11-20",
        grounds: GroundRegistry = .sweden,
        auditLog: (any LeafLog)? = nil,
        _ body: (NetworkKernel) async throws -> Void
    ) async throws {
        let clock = ManualClock(today)
        let key = SigningKey()
        let logger = Logger(label: "kaa.test") { _ in SwiftLogNoOpLogHandler() }
        let trust = IssuerTrust(issuer: "test", audience: "kaad", keys: .fixed(key.keySet))
        let verifier = try await TokenVerifier(configuration: .init(issuers: [trust]), clock: clock)
        let identifiers = SeededIdentifiers(seed: 1)
        var environment = KernelEnvironment(
            configuration: try await KernelConfiguration(
                path: nil,
                environment: [:],
                modules: [module.manifest.name]
            ),
            clock: clock,
            identifiers: identifiers,
            logger: logger
        )
        environment.grounds = grounds
        let kernel = try await Kernel.open(
            [module],
            known: [module],
            databases: .memory(workDirectory: "/nowhere", auditLog: auditLog),
            verifier: verifier,
            environment: environment
        )
        let server = RPCServer(router: kernel.router, configuration: .init(), logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            defer { group.cancelAll() }
            let channel = try HTTP2Channel(target: try await server.listeningAddress)
            defer { channel.close() }
            try await body(
                NetworkKernel(
                    clock: clock,
                    verifier: verifier,
                    issuer: TokenIssuer(
                        issuer: "test",
                        audience: "kaad",
                        key: key,
                        clock: clock,
                        identifiers: identifiers
                    ),
                    kernel: kernel,
                    channel: channel
                )
            )
        }
        try await kernel.close()
    }

    /// What a call of the caller carries.
    func metadata(for caller: Caller, lifetime: Duration, stating statement: Metadata = [:]) async throws -> Metadata {
        var metadata: Metadata = [
            "authorization": "Bearer \(try await self.issuer.token(for: caller, lifetime: lifetime))"
        ]
        metadata.add(contentsOf: statement)
        return metadata
    }

    /// Reads about a person, always over the same connection.
    func read(_ subject: YoungPersonID, _ metadata: Metadata) async throws {
        let request = TellingModule.Request(youngPersonID: subject.description)
        let _: TellingModule.Answer = try await self.channel.unary(
            TellingModule.method,
            request,
            options: CallOptions(metadata: metadata)
        )
    }

    /// Who is in the register, as the module says.
    func setStanding(_ standing: SubjectStanding, of subject: YoungPersonID) {
        self.kernel.module(TellingModule.self)?.subjects.replace(with: [subject: standing])
    }

    /// What is on record.
    func auditEntries() async throws -> [AuditEntry] {
        try await self.kernel.auditEntries(of: TellingModule.manifest.name)
    }
}
