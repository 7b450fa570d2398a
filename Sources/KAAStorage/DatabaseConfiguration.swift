/// What an installation may tune about a database.
public struct DatabaseConfiguration: Sendable {
    /// How many reads run at the same time; further ones wait.
    ///
    /// At least 1.
    public var readerCount = 4

    /// How much of the database each connection may keep in memory.
    public var cacheMebibytes = 32

    /// How long to wait for another process that holds the file, such as a backup.
    ///
    /// Whole seconds.
    public var busyTimeout: Duration = .seconds(10)

    /// How many write bodies share one commit at most.
    ///
    /// A larger number gains little, because the commit is then a small part of the work, and makes the first of them
    /// wait for the last.
    public var groupCommitLimit = 256

    /// Creates the standard configuration.
    public init() {}
}
