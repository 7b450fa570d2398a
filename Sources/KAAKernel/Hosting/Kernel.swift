import Foundation
import KAAKernelContract
package import KAARPC
package import KAAStorage
import KAAWire
import Logging

/// Hosts modules: opens their databases, serves their contracts, delivers their events, runs their jobs.
package final class Kernel: Sendable {
    /// Where the databases of a kernel are.
    package enum Databases: Sendable {
        /// In a directory that this process alone holds.
        case directory(DataDirectory)
        /// In memory, for tests; files go to a directory that whoever tests removes, and the audit log may be theirs.
        case memory(workDirectory: String, auditLog: (any LeafLog)? = nil)

        func location(of module: String) -> DatabaseLocation {
            switch self {
            case .directory(let directory): directory.database(named: module)
            case .memory: .memory
            }
        }

        func workDirectory(of module: String) -> String {
            switch self {
            case .directory(let directory): "\(directory.path)/spool/\(module)"
            case .memory(let workDirectory, _): "\(workDirectory)/\(module)"
            }
        }
    }

    /// The contracts of all modules, for servers and for callers in the process.
    package let router: RPCRouter

    /// The full names of the kernel's own service and of those of the modules that run here.
    package var serviceNames: [String] {
        [KernelService.serviceName, Kaa.Kernel.V1.ConsentService.descriptor.name]
            + [Kaa.Kernel.V1.AuditService.descriptor.name]
            + self.hosted.flatMap { $0.module.services.map(\.descriptor.name) }
    }

    /// Who did what with whose data, in all modules.
    package let audit: AuditTrail

    private static let databaseName = "kernel"

    private let hosted: [HostedModule]
    private let consents: ConsentRegistry
    private let databases: Databases
    private let environment: KernelEnvironment
    private let policy: (engine: PolicyEngine, rules: [(method: MethodDescriptor, rule: MethodRule)])
    private let delivery: EventDelivery
    private let authenticator: CallAuthenticator

    /// Opens the databases of `modules`, migrates them, and creates the modules in the order of their needs.
    ///
    /// - Parameters:
    ///   - modules: Those that run here.
    ///   - known: All that exist, also those that do not run here.
    ///   - databases: Where the databases are.
    ///   - verifier: Proves callers by their tokens.
    ///   - services: Services besides the modules' own, such as health.
    ///   - environment: Settings, time, identifiers, logs.
    /// - Returns: The kernel, not running yet.
    /// - Throws: ``ModuleGraph/Problem``, ``KAAStorage/StorageError``, or what keeps a module from working.
    package static func open(
        _ modules: [any KernelModule.Type],
        known: [any KernelModule.Type],
        databases: Databases,
        verifier: TokenVerifier,
        services: [any RPCService] = [],
        environment: KernelEnvironment
    ) async throws -> Kernel {
        let graph = try ModuleGraph(modules, known: known)
        let channel = KernelChannel()
        let subjects = SubjectDirectory()
        let audited = CommitSignal()
        let consents = try await Self.openConsents(databases, audited, environment)
        let marks = AuditMarkStorage(database: consents.database)
        let audit: AuditFiles
        do {
            audit = try await AuditFiles.open(databases, clock: environment.clock, since: try await marks.find())
        } catch {
            // The error that matters is the one at hand.
            try? await consents.database.close()
            throw error
        }
        let erasure = SubjectErasure()
        var hosted: [HostedModule] = []
        do {
            for module in graph.ordered {
                let start = ModuleStart(
                    module,
                    hostedModules: Set(graph.ordered.map { $0.manifest.name }),
                    databases: databases,
                    channel: channel,
                    subjects: subjects,
                    consents: consents,
                    audited: audited,
                    erasure: erasure,
                    environment: environment
                )
                hosted.append(try await start.start())
            }
            let trail = try await AuditTrail(
                audit,
                sources: [.init(name: Self.databaseName, database: consents.database)]
                    + hosted.map { .init(name: $0.manifest.name, database: $0.database) },
                commits: audited,
                marks: marks
            )
            let authenticator = CallAuthenticator(
                verifier: verifier,
                refusals: Self.refusals(trail, environment),
                clock: environment.clock
            )
            let kernel = try Kernel(hosted, consents, databases, services, authenticator, subjects, trail, environment)
            channel.bind(kernel.channel(named: "kernel"))
            erasure.bind(
                .init(
                    hosted: hosted,
                    consents: consents,
                    known: known.map { $0.manifest },
                    delivery: kernel.delivery,
                    clock: environment.clock
                )
            )
            // Before anyone can ask: what a former process did not live to end has ended.
            for module in hosted { try await module.module.jobRunner?.recover() }
            for module in hosted { try await module.consents.follow() }
            return kernel
        } catch {
            for module in hosted {
                // The error that matters is the one at hand.
                try? await module.database.close()
            }
            try? await consents.database.close()
            try? await audit.close()
            throw error
        }
    }

    private static func openConsents(
        _ databases: Databases,
        _ audited: CommitSignal,
        _ environment: KernelEnvironment
    ) async throws -> ConsentRegistry {
        ConsentRegistry(
            database: try await Database.open(
                checking: databases.location(of: self.databaseName),
                named: self.databaseName,
                migrations: ConsentRegistry.migrations
            ),
            clock: environment.clock,
            identifiers: environment.identifiers,
            audited: audited
        )
    }

    private init(
        _ hosted: [HostedModule],
        _ consents: ConsentRegistry,
        _ databases: Databases,
        _ services: [any RPCService],
        _ authenticator: CallAuthenticator,
        _ subjects: SubjectDirectory,
        _ audit: AuditTrail,
        _ environment: KernelEnvironment
    ) throws {
        let auditService = AuditService(audit)
        let others =
            [auditService.descriptor] + hosted.flatMap(\.module.services).map(\.descriptor) + services.map(\.descriptor)
        let kernelService = KernelService(
            modules: hosted,
            services: (others + Reflection.descriptors).map(\.name)
        )
        let consentService = ConsentService(
            registry: consents,
            ages: hosted.lazy.compactMap(\.module.ages).first,
            auditBoards: environment.configuration.audit.boards,
            clock: environment.clock,
            identifiers: environment.identifiers
        )
        let own: [any PolicedService] = [kernelService, auditService, consentService]
        let policed = own + hosted.flatMap(\.module.services)
        var targets: [MethodDescriptor: PolicyTarget] = [:]
        for (method, policy) in own.flatMap(\.policies) {
            targets[method] = PolicyTarget(
                policy: policy,
                rule: MethodRule(policy, owner: nil),
                database: nil,
                consents: NoConsents()
            )
        }
        for module in hosted {
            for (method, policy) in module.module.services.flatMap(\.policies) {
                targets[method] = PolicyTarget(
                    policy: policy,
                    rule: MethodRule(policy, owner: module.manifest.owner),
                    database: module.database,
                    consents: module.consents.directory
                )
            }
        }
        let rules = targets.map { (method: $0.key, rule: $0.value.rule) }
        let engine = PolicyEngine(
            grounds: environment.grounds,
            rules: Dictionary(uniqueKeysWithValues: rules.map { ($0.method.path, $0.rule) }),
            auditBoards: environment.configuration.audit.boards
        )
        self.policy = (engine, rules)
        let interceptor = PolicyInterceptor(
            targets: targets,
            engine: engine,
            audit: audit,
            authenticator: authenticator,
            subjects: subjects,
            clearance: ProtectionClearance(handlers: environment.configuration.protection.handlers),
            clock: environment.clock,
            identifiers: environment.identifiers
        )
        let served = policed + services
        let reflection = try Reflection.services(describing: served)
        self.router = try RPCRouter(services: served + reflection, interceptors: [interceptor])
        self.audit = audit
        self.hosted = hosted
        self.consents = consents
        self.databases = databases
        self.environment = environment
        self.authenticator = authenticator
        self.delivery = EventDelivery(Self.subscriptions(hosted, audit, environment))
    }

    private static func subscriptions(
        _ hosted: [HostedModule],
        _ audit: AuditTrail,
        _ environment: KernelEnvironment
    ) -> [EventSubscription] {
        hosted.flatMap { consumer in
            consumer.module.eventConsumers.compactMap { definition in
                guard let publisher = hosted.first(where: { $0.manifest.name == definition.publisher }) else {
                    return nil
                }
                return EventSubscription(
                    feed: OutboxFeed(
                        publisher: publisher.manifest.name,
                        database: publisher.database,
                        signal: publisher.commits
                    ),
                    consumer: definition,
                    inbox: Inbox(database: consumer.database, clock: environment.clock),
                    border: EventBorder(
                        from: publisher.manifest,
                        to: consumer.manifest,
                        recording: { try await audit.record($0) },
                        environment
                    ),
                    retryPolicy: environment.retryPolicy,
                    logger: environment.logger,
                    metrics: environment.metrics
                )
            }
        }
    }

    /// A channel for a caller in this process, whose calls need no token.
    ///
    /// - Parameters:
    ///   - caller: Who calls.
    ///   - statement: What the calls state of themselves, such as their ground.
    /// - Returns: The channel.
    /// - Throws: What the encoder of callers throws; not expected.
    package func channel(for caller: Caller, stating statement: Metadata = [:]) throws -> any RPCChannel {
        try CallerChannel(self.channel(named: "kaad"), caller: caller, stating: statement)
    }

    /// What policy answers to every role of every board on a day, method by method.
    package func policyMatrix(on day: CivilDate) -> PolicyMatrix {
        PolicyMatrix(self.policy.engine, self.policy.rules, on: day)
    }

    /// Names what policy decides by, as audit entries do.
    package var policyVersion: String {
        self.policy.engine.version
    }

    private func channel(named name: String) -> InProcessChannel {
        InProcessChannel(router: self.router, name: name, logger: self.environment.logger)
    }

    /// The module of a type, if it runs here.
    package func module<Module: KernelModule>(_ type: Module.Type = Module.self) -> Module? {
        self.hosted.lazy.compactMap { $0.module as? Module }.first
    }

    /// The database of a module that runs here, by the module's name; `nil` if it does not.
    ///
    /// For tests, and for what concerns the kernel's own tables: everything else asks the module.
    package func database(of module: String) -> Database? {
        let hosted = self.hosted.first { $0.manifest.name == module }?.database
        return module == Self.databaseName ? self.consents.database : hosted
    }

    /// What was done with the data of a module that runs here: its changes in their order, then what was read or refused.
    ///
    /// - Parameter module: The module's name.
    /// - Returns: The entries.
    /// - Throws: What keeps the log from being read.
    package func auditEntries(of module: String) async throws -> [AuditEntry] {
        let manifest = self.hosted.first { $0.manifest.name == module }?.manifest
        let packages = module == Self.databaseName ? ["kaa.kernel.v1"] : manifest?.provides ?? []
        let records = try await self.audit.records(during: Date.distantPast..<Date.distantFuture, limit: .max)
            .map(\.record)
        let changes = records.filter { $0.source == module && $0.sourceSequence > 0 }
        let others = records.filter { record in
            // A method by its path, or an event by its name.
            record.sourceSequence == 0
                && (packages.contains { record.method.hasPrefix("/\($0).") }
                    || manifest?.publishes.contains(record.method) == true)
        }
        return try (changes + others).map { try AuditEntry($0) }
    }

    /// Moves audit entries into the log, delivers events, runs jobs and watches whose tokens count, until cancelled.
    ///
    /// - Throws: `CancellationError`, or the first error that keeps a module from going on.
    package func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.audit.run() }
            group.addTask { try await self.delivery.run() }
            group.addTask { try await self.authenticator.run() }
            for runner in self.hosted.compactMap(\.module.jobRunner) {
                group.addTask { try await runner.run() }
            }
            for module in self.hosted {
                group.addTask { try await module.consents.run() }
            }
            try await group.waitForAll()
        }
    }

    /// Delivers events, and changes of consents, until there are none left.
    package func deliverEvents() async throws {
        for module in self.hosted { try await module.consents.follow() }
        try await self.delivery.drain()
    }

    /// Closes the audit log and the databases.
    package func close() async throws {
        try await self.audit.close()
        for module in self.hosted { try await module.database.close() }
        try await self.consents.database.close()
    }

    /// Runs `body` while events are delivered and jobs run, and ends both afterwards.
    package func whileRunning<Result: Sendable>(
        _ body: @Sendable () async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.run() }
            defer { group.cancelAll() }
            return try await body()
        }
    }
}
