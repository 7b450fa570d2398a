import KAAKernel

/// Where a fact was read.
struct FactSource: Hashable, Sendable, BitwiseCopyable {
    /// The feed.
    let feed: FeedKind
    /// The date of the first snapshot in which the fact stood so.
    let snapshot: CivilDate
}
