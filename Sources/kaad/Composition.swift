import Foundation
import Guidance
import Interventions
import KAAKernel
import KAARPC
import KAAStorage
import Logging
import Metrics
import Outreach
import Reporting

/// Puts the modules, the settings and the data together.
enum Composition {
    /// Every module that the program holds.
    static let modules: [any KernelModule.Type] = [
        OutreachModule.self, GuidanceModule.self, InterventionsModule.self, ReportingModule.self,
    ]

    /// Reads the settings from a file and the environment.
    ///
    /// - Parameters:
    ///   - path: The file; `nil` for the environment and the defaults alone.
    ///   - overrides: Variables that count before the environment's.
    /// - Returns: The settings.
    /// - Throws: ``KAAKernel/ConfigurationError``.
    static func configuration(
        path: String?,
        overrides: [String: String] = [:]
    ) async throws -> KernelConfiguration {
        try await KernelConfiguration(
            path: path,
            environment: ProcessInfo.processInfo.environment.merging(overrides) { _, override in override },
            modules: Self.modules.map { $0.manifest.name }
        )
    }

    /// Opens a kernel on a data directory that this process alone holds.
    ///
    /// - Parameters:
    ///   - configuration: The settings.
    ///   - holder: What others are told of who holds the directory.
    ///   - services: Services besides the modules' own.
    ///   - clock: The time.
    ///   - logger: Where logs go.
    ///   - metrics: Where the kernel and the modules count.
    /// - Returns: The kernel, not running yet.
    /// - Throws: ``KAAStorage/StorageError`` if another process holds the directory, or what keeps a module from working.
    static func openKernel(
        _ configuration: KernelConfiguration,
        holder: String,
        services: [any RPCService] = [],
        clock: any KernelClock = SystemClock(),
        logger: Logger,
        metrics: any MetricsFactory = NOOPMetricsHandler.instance
    ) async throws -> Kernel {
        var environment = KernelEnvironment(configuration: configuration, clock: clock, logger: logger)
        environment.metrics = metrics
        let directory = try DataDirectory(path: configuration.dataDirectory, holder: holder)
        return try await Kernel.open(
            Self.modules.filter { !configuration.disabledModules.contains($0.manifest.name) },
            known: Self.modules,
            databases: .directory(directory),
            verifier: try await Self.verifier(configuration, clock: clock, logger: logger),
            services: services,
            environment: environment
        )
    }

    /// Opens a kernel in memory, to try something out on.
    static func rehearsalKernel(
        _ modules: [any KernelModule.Type],
        _ configuration: KernelConfiguration,
        workDirectory: String,
        clock: any KernelClock,
        logger: Logger
    ) async throws -> Kernel {
        try await Kernel.open(
            modules,
            known: Self.modules,
            databases: .memory(workDirectory: workDirectory),
            verifier: try await Self.verifier(configuration, clock: clock, logger: logger),
            environment: KernelEnvironment(configuration: configuration, clock: clock, logger: logger)
        )
    }

    /// A logger as the settings want it, to standard error.
    static func logger(_ configuration: KernelConfiguration) -> Logger {
        Logger(label: "kaad") { label in
            StructuredLog(
                label: label,
                level: configuration.logLevel,
                format: configuration.logFormat,
                clock: SystemClock(),
                metadataProvider: .trace
            )
        }
    }
}
