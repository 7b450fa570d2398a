import Dispatch
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
    ///   - grounds: The law on what may go from one board to another.
    ///   - isOnDisk: Whether the databases are files, which are read while they are written, and not in memory.
    /// - Throws: What keeps a module from working, such as a requirement that nobody provides.
    public init(
        _ modules: [any KernelModule.Type],
        absent: [any KernelModule.Type] = [],
        today: CivilDate = "2026-11-20",
        grounds: GroundRegistry = .sweden,
        isOnDisk: Bool = false
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
        environment.grounds = grounds
        // An event that fails once in a test fails always, and nobody waits for it.
        environment.retryPolicy = RetryPolicy(attempts: 1)
        self.kernel = try await Kernel.open(
            modules,
            known: modules + absent,
            databases: isOnDisk
                ? .directory(try DataDirectory(path: self.directory.path, holder: "a test"))
                : .memory(workDirectory: self.directory.path),
            verifier: verifier,
            environment: environment
        )
    }

    /// A channel for a caller that the kernel knows already, on whose behalf its calls are made.
    ///
    /// - Parameters:
    ///   - caller: Who calls.
    ///   - statement: What the calls state of themselves, such as `kaa-ground`.
    /// - Returns: The channel.
    /// - Throws: What the encoder of callers throws; not expected.
    public func channel(for caller: Caller, stating statement: Metadata = [:]) throws -> any RPCChannel {
        try self.kernel.channel(for: caller, stating: statement)
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
    ///   - ground: The ground on which data may come to the caller's board from another, for the duty itself.
    /// - Returns: The channel.
    /// - Throws: What the encoder of callers throws; not expected.
    public func channel(
        as role: Role,
        board: Board? = nil,
        districts: DistrictScope = .all,
        on ground: LegalGround? = nil
    ) throws -> any RPCChannel {
        var statement = Metadata()
        if let ground {
            statement.add(ground.rawValue, for: "kaa-ground")
            statement.add(Purpose.kaaDuty.rawValue, for: "kaa-purpose")
        }
        return try self.channel(for: .sample(role, board: board, districts: districts), stating: statement)
    }

    /// A channel whose calls prove nothing, unless their metadata does.
    public var anonymousChannel: any RPCChannel {
        InProcessChannel(router: self.kernel.router, name: "anonymous")
    }

    /// The contracts of the modules and of the kernel, for a server.
    public var router: RPCRouter {
        self.kernel.router
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

    /// What policy answers to every role of every board today, method by method.
    package var policyMatrix: PolicyMatrix {
        self.kernel.policyMatrix(on: self.clock.today)
    }

    /// The receipts that a module keeps of what other boards told of a young person, earliest first.
    public func receipts(of module: String, about subject: YoungPersonID) async throws -> [DisclosureReceipt] {
        try await self.read(module) { try ReceiptLedger.receipts(about: subject, in: $0) }
    }

    /// All audit entries of a module, of its changes and of what others read in it, in the order of the audit log.
    public func auditEntries(of module: String) async throws -> [AuditEntry] {
        try await self.kernel.auditEntries(of: module)
    }

    /// Runs `body` while a long write holds a module's database, as a nightly run does.
    ///
    /// - Parameters:
    ///   - module: The module's name.
    ///   - body: Runs once the write has begun.
    /// - Returns: What `body` returns.
    /// - Throws: ``UnknownModule``, or what `body` throws.
    public func whileWriting<Result: Sendable>(
        _ module: String,
        _ body: @Sendable () async throws -> Result
    ) async throws -> Result {
        let database = try self.database(of: module)
        let (begun, begins) = AsyncStream.makeStream(of: Void.self)
        let isOver = DispatchSemaphore(value: 0)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                // The writer has a thread of its own, which may wait.
                try await database.writeExclusively { _ in
                    begins.finish()
                    isOver.wait()
                }
            }
            for await _ in begun {}
            defer { isOver.signal() }
            return try await body()
        }
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
