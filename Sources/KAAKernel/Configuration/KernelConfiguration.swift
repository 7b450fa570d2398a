public import Configuration
public import Logging

/// How an installation is set up: one YAML file, every key overridable from the environment.
///
/// Every key is in ``ConfigurationKey/all``, from which the operations manual is made.
public struct KernelConfiguration: Sendable {
    /// Where the server listens and what it accepts.
    public var server: ServerConfiguration

    /// Where metrics are shown; `nil` for nowhere.
    public var metrics: MetricsConfiguration?

    /// Whose tokens are accepted.
    public var identity: IdentityConfiguration

    /// The bounds of the nightly run.
    public var nightly: NightlyConfiguration

    /// Who deals with protected persons.
    public var protection: ProtectionConfiguration

    /// Who supervises.
    public var audit: AuditConfiguration

    /// The folder with the databases, the key and the lock.
    public var dataDirectory: String

    /// The municipality.
    public var kommun: Kommunkod

    /// The last day of the spring term: month and day.
    public var springTermEnd: DayOfYear

    /// How many months after the end of coverage somebody who has turned 20 is purged; 0 for not before the statute's day.
    public var monthsAfterCoverage: Int

    /// The lowest level that is logged.
    public var logLevel: Logger.Level

    /// How log lines are written.
    public var logFormat: LogFormat

    /// The modules that do not run in this process.
    public var disabledModules: Set<String>

    private let reader: ConfigReader

    /// Reads a configuration.
    ///
    /// - Parameters:
    ///   - path: A YAML file, or `nil` for the environment and defaults alone.
    ///   - environment: The variables of the process; those that begin with `KAAD_` count.
    ///   - modules: The names of the modules that the program holds.
    ///   - moduleKeys: The keys of those modules, with names that begin with `modules.<name>.`.
    /// - Throws: ``ConfigurationError`` if the file is unreadable, has an unknown key, or a value is not what its key
    ///   takes.
    public init(
        path: String?,
        environment: [String: String],
        modules: [String],
        moduleKeys: [ConfigurationKey] = []
    ) async throws {
        let switches = modules.map { ConfigurationKey.moduleEnabled.named($0) }
        let known = ConfigurationKey.all.filter { $0 != .moduleEnabled } + switches + moduleKeys
        let file = try await ConfigurationFile(path: path, environment: environment, keys: known)

        self.server = try ServerConfiguration(file)
        self.metrics = try MetricsConfiguration(file)
        self.identity = try IdentityConfiguration(file)
        self.nightly = try NightlyConfiguration(file)
        self.protection = try ProtectionConfiguration(file, issuers: self.identity.issuers.map(\.name))
        self.audit = try AuditConfiguration(file)
        self.dataDirectory = try file.required(.dataDirectory)
        self.kommun = try file.value(.kommunCode, "four digits", Kommunkod.init(rawValue:))
        self.springTermEnd = try file.value(.springTermEnd, "a day as MM-DD", DayOfYear.init)
        self.monthsAfterCoverage = try file.integer(.monthsAfterCoverage)
        self.logLevel = try file.choice(.logLevel)
        self.logFormat = try file.choice(.logFormat)
        self.disabledModules = Set(
            try zip(modules, switches).filter { try !file.flag($0.1) }.map(\.0)
        )
        self.reader = file.reader
    }

    /// What the configuration says under `modules.<name>`, for the module itself.
    public func moduleReader(_ name: String) -> ConfigReader {
        self.reader.scoped(to: ConfigKey("modules.\(name)"))
    }
}
