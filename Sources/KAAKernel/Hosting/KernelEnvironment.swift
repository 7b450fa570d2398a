public import Logging
public import Metrics

/// What a kernel takes from outside, so that any run can be repeated: settings, time, identifiers, logs.
public struct KernelEnvironment: Sendable {
    /// What the operators have set.
    public var configuration: KernelConfiguration

    /// The time.
    public var clock: any KernelClock

    /// New identifiers.
    public var identifiers: any IdentifierSource

    /// Where logs go.
    public var logger: Logger

    /// The law on what may go from one board to another.
    public var grounds = GroundRegistry.sweden

    /// Where the kernel and the modules count.
    public var metrics: any MetricsFactory = NOOPMetricsHandler.instance

    /// When an event that cannot be handled is set aside.
    public var retryPolicy = RetryPolicy()

    /// Creates an environment.
    public init(
        configuration: KernelConfiguration,
        clock: any KernelClock = SystemClock(),
        identifiers: (any IdentifierSource)? = nil,
        logger: Logger
    ) {
        self.configuration = configuration
        self.clock = clock
        self.identifiers = identifiers ?? TimeOrderedIdentifiers(clock: clock)
        self.logger = logger
    }
}
