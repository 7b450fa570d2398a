/// A row of a feed, read from its raw fields.
///
/// Four feeds share one reader; the protocol is what the reader knows of them.
protocol FeedRow: Hashable, Sendable {
    /// What identifies the row in its file, and from one snapshot to the next.
    associatedtype Key: FeedKey

    /// The feed that has such rows.
    static var feed: FeedKind { get }

    /// What identifies the row.
    var key: Key { get }

    /// Reads the row.
    ///
    /// - Throws: ``RowFault`` on the first field, in the feed's order of columns, that can't be taken.
    init(_ fields: borrowing FeedFields, format: FeedFormat) throws(RowFault)
}
