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
        /// In memory, for tests; files go to a directory that whoever tests removes.
        case memory(workDirectory: String)

        func location(of module: String) -> DatabaseLocation {
            switch self {
            case .directory(let directory): directory.database(named: module)
            case .memory: .memory
            }
        }

        func workDirectory(of module: String) -> String {
            switch self {
            case .directory(let directory): "\(directory.path)/spool/\(module)"
            case .memory(let workDirectory): "\(workDirectory)/\(module)"
            }
        }
    }

    /// The contracts of all modules, for servers and for callers in the process.
    package let router: RPCRouter

    /// The full names of the kernel's own service and of those of the modules that run here.
    package var serviceNames: [String] {
        [KernelService.serviceName, Kaa.Kernel.V1.ConsentService.descriptor.name]
            + self.hosted.flatMap { $0.module.services.map(\.descriptor.name) }
    }

    private let hosted: [HostedModule]
    private let consents: ConsentRegistry
    private let databases: Databases
    private let environment: KernelEnvironment
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
        var hosted: [HostedModule] = []
        let consents = ConsentRegistry(
            database: try await Database.open(
                databases.location(of: "kernel"),
                migrations: ConsentRegistry.migrations
            ),
            clock: environment.clock,
            identifiers: environment.identifiers
        )
        do {
            for module in graph.ordered {
                let start = ModuleStart(
                    module,
                    hostedModules: Set(graph.ordered.map { $0.manifest.name }),
                    databases: databases,
                    channel: channel,
                    subjects: subjects,
                    consents: consents,
                    environment: environment
                )
                hosted.append(try await start.start())
            }
            let kernel = try Kernel(
                hosted,
                consents,
                databases,
                services,
                CallAuthenticator(
                    verifier: verifier,
                    refusals: Self.refusals(consents.database, environment),
                    clock: environment.clock
                ),
                subjects,
                environment
            )
            channel.bind(kernel.channel(named: "kernel"))
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
            throw error
        }
    }

    private init(
        _ hosted: [HostedModule],
        _ consents: ConsentRegistry,
        _ databases: Databases,
        _ services: [any RPCService],
        _ authenticator: CallAuthenticator,
        _ subjects: SubjectDirectory,
        _ environment: KernelEnvironment
    ) throws {
        let others = hosted.flatMap(\.module.services).map(\.descriptor) + services.map(\.descriptor)
        let kernelService = KernelService(
            modules: hosted,
            services: (others + Reflection.descriptors).map(\.name)
        )
        let consentService = ConsentService(
            registry: consents,
            ages: hosted.lazy.compactMap(\.module.ages).first,
            clock: environment.clock,
            identifiers: environment.identifiers
        )
        var policed: [any PolicedService] = [kernelService, consentService]
        var targets: [MethodDescriptor: PolicyInterceptor.Target] = [:]
        for (method, policy) in policed.flatMap(\.policies) {
            targets[method] = PolicyInterceptor.Target(policy: policy, audit: AuditLog(database: consents.database))
        }
        for module in hosted {
            let audit = AuditLog(database: module.database)
            for service in module.module.services {
                policed.append(service)
                for (method, policy) in service.policies {
                    targets[method] = PolicyInterceptor.Target(policy: policy, audit: audit)
                }
            }
        }
        let interceptor = PolicyInterceptor(
            targets: targets,
            authenticator: authenticator,
            subjects: subjects,
            clearance: ProtectionClearance(handlers: environment.configuration.protection.handlers),
            clock: environment.clock,
            identifiers: environment.identifiers
        )
        let served = policed + services
        let reflection = try Reflection.services(describing: served)
        self.router = try RPCRouter(services: served + reflection, interceptors: [interceptor])
        self.hosted = hosted
        self.consents = consents
        self.databases = databases
        self.environment = environment
        self.authenticator = authenticator
        self.delivery = EventDelivery(Self.subscriptions(hosted, environment))
    }

    private static func subscriptions(
        _ hosted: [HostedModule],
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
                    retryPolicy: environment.retryPolicy,
                    logger: environment.logger,
                    metrics: environment.metrics
                )
            }
        }
    }

    /// A channel for a caller in this process, whose calls need no token.
    package func channel(for caller: Caller) throws -> any RPCChannel {
        try CallerChannel(self.channel(named: "kaad"), caller: caller)
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
        module == "kernel" ? self.consents.database : self.hosted.first { $0.manifest.name == module }?.database
    }

    /// Delivers events, runs jobs and watches whose tokens count, until cancelled.
    ///
    /// - Throws: `CancellationError`, or the first error that keeps a module from going on.
    package func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
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

    /// Closes the databases.
    package func close() async throws {
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
