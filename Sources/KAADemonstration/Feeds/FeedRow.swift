/// A row of a feed, with its fields as the texts that are written.
protocol FeedRow {
    /// The fields in the order of ``Feed/columns``.
    var fields: [String] { get }
}
