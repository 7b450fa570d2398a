public import Logging
public import Metrics

/// What the kernel lends a module.
///
/// Nothing else is global.
public struct ModuleContext: Sendable {
    /// The module's own database.
    public let database: ModuleDatabase

    /// The contracts of other modules that the manifest requires.
    public let peers: ModulePeers

    /// The names of all modules that run in this kernel, this one included: events of others do not come.
    public let hostedModules: Set<String>

    /// Who is in the register, which the module that keeps it fills and the kernel asks.
    public let subjects: SubjectDirectory

    /// Where the module publishes its events.
    public let outbox: Outbox

    /// What the kernel does so that nothing is left of people whom the module deletes.
    public let erasure: SubjectErasure

    /// The time.
    public let clock: any KernelClock

    /// New identifiers.
    public let identifiers: any IdentifierSource

    /// What the operators have set.
    public let configuration: KernelConfiguration

    /// A directory of the module's own for files that need not outlive the process.
    ///
    /// It may not exist yet.
    public let workDirectory: String

    /// A logger with the module's name.
    public let logger: Logger

    /// Where the module counts; labels are of closed lists and never of a person.
    public let metrics: any MetricsFactory

    /// Creates what runs the module's jobs.
    public func makeJobRunner(_ definitions: [JobDefinition]) -> JobRunner {
        JobRunner(
            definitions: definitions,
            database: self.database.database,
            clock: self.clock,
            identifiers: self.identifiers,
            logger: self.logger
        )
    }
}
