import KAAStorage
import Logging

/// Creates one module: its database first, then the module on what the kernel lends it.
struct ModuleStart {
    private let module: any KernelModule.Type
    private let hostedModules: Set<String>
    private let databases: Kernel.Databases
    private let channel: KernelChannel
    private let subjects: SubjectDirectory
    private let consents: ConsentRegistry
    private let audited: CommitSignal
    private let erasure: SubjectErasure
    private let environment: KernelEnvironment

    init(
        _ module: any KernelModule.Type,
        hostedModules: Set<String>,
        databases: Kernel.Databases,
        channel: KernelChannel,
        subjects: SubjectDirectory,
        consents: ConsentRegistry,
        audited: CommitSignal,
        erasure: SubjectErasure,
        environment: KernelEnvironment
    ) {
        self.module = module
        self.hostedModules = hostedModules
        self.databases = databases
        self.channel = channel
        self.subjects = subjects
        self.consents = consents
        self.audited = audited
        self.erasure = erasure
        self.environment = environment
    }

    func start() async throws -> HostedModule {
        let manifest = self.module.manifest
        let database = try await Database.open(
            checking: self.databases.location(of: manifest.name),
            named: manifest.name,
            migrations: KernelSchema.migrations + manifest.migrations
        )
        let commits = CommitSignal()
        var logger = self.environment.logger
        logger[metadataKey: "module"] = "\(manifest.name)"
        let context = ModuleContext(
            database: ModuleDatabase(
                database: database,
                clock: self.environment.clock,
                identifiers: self.environment.identifiers,
                audited: self.audited
            ),
            peers: ModulePeers(
                packages: manifest.requires,
                channel: self.channel,
                receiver: CallReceiver(module: manifest.name, board: manifest.owner)
            ),
            hostedModules: self.hostedModules,
            subjects: self.subjects,
            outbox: Outbox(
                clock: self.environment.clock,
                identifiers: self.environment.identifiers,
                signal: commits
            ),
            erasure: self.erasure,
            clock: self.environment.clock,
            identifiers: self.environment.identifiers,
            configuration: self.environment.configuration,
            workDirectory: self.databases.workDirectory(of: manifest.name),
            logger: logger,
            metrics: self.environment.metrics
        )
        do {
            let module = try await self.module.init(context: context)
            let replica = ConsentReplica(
                feed: self.consents.feed,
                database: database,
                clock: self.environment.clock,
                logger: logger
            )
            try await replica.load()
            self.consents.add(replica, of: manifest.name)
            return HostedModule(
                manifest: manifest,
                module: module,
                database: database,
                commits: commits,
                consents: replica
            )
        } catch {
            // The error that matters is the one at hand.
            try? await database.close()
            throw error
        }
    }
}
