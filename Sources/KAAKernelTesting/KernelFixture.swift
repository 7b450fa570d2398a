import Foundation
public import KAAKernel
public import KAARPC
public import KAAStorage
import Logging

/// A kernel for the tests of a module: real databases in memory, real policy, a clock that stands still.
///
/// Calls go through the kernel as they do in production, without a network:
///
/// ```swift
/// let kernel = try await KernelFixture([GuidanceModule.self, CoveredPersons.self])
/// let guidance = Kaa.Guidance.V1.GuidanceService.Client(try kernel.channel(as: .guidanceCounsellor))
/// let answer = try await guidance.bookGuidanceSession(…)
/// ```
///
/// A module that the one under test calls or listens to is stood in for by a small module of the test's own, under the
/// name and contract of the real one.
public struct KernelFixture: Sendable {
    /// The time in the kernel, which only the test moves.
    public let clock: ManualClock

    /// The source of the kernel's identifiers, which are the same in every run.
    public let identifiers: SeededIdentifiers

    private let kernel: Kernel
    private let issuer: TokenIssuer
    private let directory = FixtureDirectory()

    /// Opens a kernel.
    ///
    /// - Parameters:
    ///   - modules: Those that run, in any order.
    ///   - absent: Those that exist and do not run here, whose events others wait for.
    ///   - today: The day on which the clock stands, at noon in Sweden.
    /// - Throws: What keeps a module from working, such as a requirement that nobody provides.
    public init(
        _ modules: [any KernelModule.Type],
        absent: [any KernelModule.Type] = [],
        today: CivilDate = "2026-11-20"
    ) async throws {
        self.clock = ManualClock(today)
        self.identifiers = SeededIdentifiers(seed: 1)
        let key = SigningKey()
        let configuration = try await KernelConfiguration(
            path: nil,
            environment: ["KAAD_PROTECTION_HANDLERS": Caller.protectionHandler().subject],
            modules: (modules + absent).map { $0.manifest.name }
        )
        self.issuer = TokenIssuer(
            issuer: configuration.identity.issuer,
            audience: configuration.identity.audience,
            key: key,
            clock: self.clock,
            identifiers: self.identifiers
        )
        let trust = IssuerTrust(
            issuer: configuration.identity.issuer,
            audience: configuration.identity.audience,
            keys: .fixed(key.keySet)
        )
        let verifier = try await TokenVerifier(configuration: .init(issuers: [trust]), clock: self.clock)
        var environment = KernelEnvironment(
            configuration: configuration,
            clock: self.clock,
            identifiers: self.identifiers,
            logger: Logger(label: "kaa.test") { _ in SwiftLogNoOpLogHandler() }
        )
        // An event that fails once in a test fails always, and nobody waits for it.
        environment.retryPolicy = RetryPolicy(attempts: 1)
        self.kernel = try await Kernel.open(
            modules,
            known: modules + absent,
            databases: .memory(workDirectory: self.directory.path),
            verifier: verifier,
            environment: environment
        )
    }

    /// A channel for a caller that the kernel knows already, on whose behalf its calls are made.
    public func channel(for caller: Caller) throws -> any RPCChannel {
        try self.kernel.channel(for: caller)
    }

    /// A channel for a caller that states why it calls, as the methods about protected persons ask.
    public func channel(for caller: Caller, reason: String) throws -> any RPCChannel {
        ReasonedChannel(channel: try self.channel(for: caller), reason: reason)
    }

    /// A channel for ``KAAKernel/Caller/sample(_:board:districts:)``.
    ///
    /// - Parameters:
    ///   - role: The mandate.
    ///   - board: Another board than the usual one of the role.
    ///   - districts: The districts the caller may deal with.
    /// - Returns: The channel.
    /// - Throws: What the encoder of callers throws; not expected.
    public func channel(
        as role: Role,
        board: Board? = nil,
        districts: DistrictScope = .all
    ) throws -> any RPCChannel {
        try self.channel(for: .sample(role, board: board, districts: districts))
    }

    /// A channel whose calls prove nothing, unless their metadata does.
    public var anonymousChannel: any RPCChannel {
        InProcessChannel(router: self.kernel.router, name: "anonymous")
    }

    /// A token that the kernel accepts, for the metadata `authorization: Bearer …`.
    public func token(for caller: Caller) async throws -> String {
        try await self.issuer.token(for: caller, lifetime: .seconds(3_600))
    }

    /// A module that runs here, to tell a stand-in what to answer or publish.
    ///
    /// - Throws: ``UnknownModule`` if none of that type does.
    public func module<Module: KernelModule>(_ type: Module.Type) throws -> Module {
        guard let module = self.kernel.module(type) else { throw UnknownModule(name: type.manifest.name) }
        return module
    }

    /// Delivers the events that have been published, and those that their consumers publish in turn.
    public func deliverEvents() async throws {
        try await self.kernel.deliverEvents()
    }

    /// Runs `body` while events are delivered and jobs run as in production.
    public func whileRunning<Result: Sendable>(
        _ body: @Sendable () async throws -> Result
    ) async throws -> Result {
        try await self.kernel.whileRunning(body)
    }

    /// Reads a module's database, to see what became of a call.
    ///
    /// - Parameters:
    ///   - module: The module's name.
    ///   - body: Reads.
    /// - Returns: What `body` returns.
    /// - Throws: ``UnknownModule``, or what `body` throws.
    public func read<T: Sendable>(
        _ module: String,
        _ body: @escaping @Sendable (ReadTransaction) throws -> T
    ) async throws -> T {
        try await self.database(of: module).read(body)
    }

    /// All audit entries in a module's database, earliest first.
    public func auditEntries(of module: String) async throws -> [AuditEntry] {
        let log = AuditLog(database: try self.database(of: module))
        return try await log.entries(during: Date.distantPast..<Date.distantFuture, limit: 100_000)
    }

    /// All events that a module has published, earliest first.
    public func events(of module: String) async throws -> [PublishedEvent] {
        try await self.database(of: module).read { try Outbox.events(after: 0, limit: 100_000, in: $0) }
    }

    /// The events that a module's consumers could not handle, earliest first.
    public func parkedEvents(of module: String) async throws -> [ParkedEvent] {
        try await Inbox(database: self.database(of: module), clock: self.clock).parkedEvents()
    }

    private func database(of module: String) throws -> Database {
        guard let database = self.kernel.database(of: module) else { throw UnknownModule(name: module) }
        return database
    }
}

extension KernelFixture {
    /// The error for a module that the fixture does not run.
    public struct UnknownModule: Error, CustomStringConvertible {
        /// The module's name.
        public let name: String

        /// A sentence with the name.
        public var description: String {
            "The fixture runs no module '\(self.name)'."
        }
    }
}
