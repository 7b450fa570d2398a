/// A piece of scheduled or long work that a module offers.
public struct JobDefinition: Sendable {
    /// `<module>.<job>`, for example `outreach.nightly`.
    ///
    /// Runs of one name never overlap.
    public let name: String

    /// Does the work.
    public let run: @Sendable (JobContext) async throws -> [UInt8]

    /// Creates a definition.
    ///
    /// - Parameters:
    ///   - name: `<module>.<job>`.
    ///   - run: Does the work and returns its result. It stops with `CancellationError` soon after its task is
    ///     cancelled, and throws ``JobFailure`` to say why it failed. A run that is cut off and asked for again starts
    ///     from the beginning, so its effects must be in one transaction, or be the same the second time.
    public init(name: String, run: @escaping @Sendable (JobContext) async throws -> [UInt8]) {
        self.name = name
        self.run = run
    }
}
