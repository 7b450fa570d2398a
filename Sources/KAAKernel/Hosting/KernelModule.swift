public import KAAKernelContract

/// A module: services behind a contract, with a database that only it can open.
///
/// The kernel creates a module once its peers are known, serves its services, delivers events to its consumers and
/// runs its jobs.
public protocol KernelModule: Sendable {
    /// What the module offers and needs.
    static var manifest: ModuleManifest { get }

    /// Creates the module on what the kernel lends it.
    ///
    /// - Throws: Whatever keeps the module from working; the kernel does not start then.
    init(context: ModuleContext) async throws

    /// The services of the packages that it provides.
    var services: [any PolicedService] { get }

    /// What it does with the events that it consumes.
    var eventConsumers: [EventConsumer] { get }

    /// What runs its jobs; `nil` if it has none.
    var jobRunner: JobRunner? { get }

    /// What tells the kernel how old young people are; `nil` unless the module keeps the register.
    var ages: (any AgeDirectory)? { get }
}

extension KernelModule {
    /// A module that consumes no events.
    public var eventConsumers: [EventConsumer] { [] }

    /// A module without jobs.
    public var jobRunner: JobRunner? { nil }

    /// A module that does not know how old anyone is.
    public var ages: (any AgeDirectory)? { nil }
}
