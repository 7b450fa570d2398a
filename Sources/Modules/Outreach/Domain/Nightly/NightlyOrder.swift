import KAAKernel

/// What a nightly run is asked to do.
struct NightlyOrder: Hashable, Sendable {
    /// The folder with the feed files.
    var directory: String
    /// Whether the folder is ours and goes when the run has ended.
    var isTemporary: Bool
    /// The day to bring the register to.
    var asOf: CivilDate
    /// Whether to read, decide and report, and to change nothing.
    var isDryRun: Bool
    /// The feeds whose shrinking an operator has accepted.
    var acceptedFeeds: Set<FeedKind>
    /// Who asked for it.
    var caller: Caller
}
