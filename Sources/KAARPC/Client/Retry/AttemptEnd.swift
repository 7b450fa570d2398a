/// How an attempt at a call failed, as far as it matters for another one.
struct AttemptEnd: Sendable {
    /// How far the attempt came.
    enum Reach: Hashable, Sendable, CaseIterable {
        /// No byte of it left this process.
        case neverSent
        /// The server said that it has not begun with it: REFUSED_STREAM, or a GOAWAY for an earlier stream.
        case notProcessed
        /// The server may have carried it out.
        case mayBeProcessed
        /// The caller ended it, or its time did.
        case endedHere
    }

    let error: RPCError
    let reach: Reach
    var pushback: RetryPushback?
}
