import KAAKernel

/// Stops a run whose feeds look as if something were missing from them.
///
/// - Note: A register that is closed for the summer, or a transfer that broke off, must not end the responsibility for
///   anyone.
struct NightlyGuard: Hashable, Sendable {
    /// The share of the open cases that one feed may close, 0 to 1.
    let maximumClosedShare: Double
    /// The share by which a feed may be smaller than the last one, 0 to 1.
    let maximumShrinkage: Double
    /// The feeds for which an operator has accepted it.
    let acceptedFeeds: Set<FeedKind>

    /// Why a run stops.
    enum Stop: Error, Hashable, Sendable {
        /// The feed is much smaller than the last one.
        case feedShrunken(FeedKind, rows: Int, formerRows: Int)
        /// The feed would close too many of the open cases.
        case tooManyClosed(FeedKind, closed: Int, open: Int)
    }

    /// Compares a snapshot with the one before it.
    ///
    /// - Throws: ``Stop``.
    func checkSize(of feed: FeedKind, rows: Int, formerRows: Int) throws(Stop) {
        guard !self.acceptedFeeds.contains(feed), formerRows > 0 else { return }
        guard Double(rows) < Double(formerRows) * (1 - self.maximumShrinkage) else { return }
        throw .feedShrunken(feed, rows: rows, formerRows: formerRows)
    }

    /// Looks how many of the cases open on the day each feed would close.
    ///
    /// - Throws: ``Stop``.
    func checkClosing(_ closed: [FeedKind: Int], open: Int) throws(Stop) {
        for feed in FeedKind.allCases where !self.acceptedFeeds.contains(feed) {
            guard let count = closed[feed], open > 0 else { continue }
            guard Double(count) > Double(open) * self.maximumClosedShare else { continue }
            throw .tooManyClosed(feed, closed: count, open: open)
        }
    }
}
