/// The changes of all consents, from wherever they are recorded.
package protocol ConsentFeed: Sendable {
    /// The changes after a position, in order.
    ///
    /// - Parameters:
    ///   - position: The last position that is known, 0 for none.
    ///   - limit: How many at most.
    /// - Returns: The changes and the head, of one moment not before the call.
    /// - Throws: What stands between the reader and the feed.
    func changes(after position: Int64, limit: Int) async throws -> ConsentPage
}
