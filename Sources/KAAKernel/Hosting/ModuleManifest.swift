public import KAAKernelContract
public import KAAStorage

/// What a module says of itself: what it offers and what it needs of others.
public struct ModuleManifest: Sendable {
    /// The module's name, such as `outreach`: lower case, unique, also the name of its database.
    public let name: String

    /// The version of the module; that of the program for one that comes with it.
    public let version: String

    /// The board whose module it is.
    public let owner: Board

    /// The contract packages that it serves, such as `kaa.outreach.v1`.
    public let provides: [String]

    /// The contract packages that it calls.
    public let requires: [String]

    /// The full names of the events that it publishes.
    public let publishes: [String]

    /// What the contract states of the events that it publishes.
    ///
    /// A module of another board gets none of which nothing is stated.
    public let events: [EventPolicy]

    /// The full names of the events that it consumes.
    public let consumes: [String]

    /// The migrations of its own tables, in order.
    public let migrations: [Migration]

    /// Creates a manifest.
    public init(
        name: String,
        version: String? = nil,
        owner: Board,
        provides: [String],
        requires: [String] = [],
        publishes: [String] = [],
        events: [EventPolicy] = [],
        consumes: [String] = [],
        migrations: [Migration]
    ) {
        self.name = name
        self.version = version ?? KernelVersion.current
        self.owner = owner
        self.provides = provides
        self.requires = requires
        self.publishes = publishes
        self.events = events
        self.consumes = consumes
        self.migrations = migrations
    }
}
