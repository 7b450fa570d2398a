/// What is wrong with a row: where and why, and nothing of its content.
struct RowFault: Error, Hashable, Sendable {
    /// The column at fault; `nil` if it is the row as a whole.
    let column: FeedColumn?
    /// What is wrong.
    let reason: RejectionReason

    init(_ reason: RejectionReason, at column: FeedColumn? = nil) {
        self.column = column
        self.reason = reason
    }
}
