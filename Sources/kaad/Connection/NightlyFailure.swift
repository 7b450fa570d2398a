/// Why a nightly run stopped.
struct NightlyFailure: Error, CustomStringConvertible {
    /// A stable reason, such as `FEED_SHRUNKEN`.
    let reason: String
    /// What an operator reads.
    let message: String

    /// Both on one line.
    var description: String { "\(self.reason): \(self.message)" }
}
