/// How many frames of each kind a peer may send before it is taken for hostile.
///
/// Every number is far above what a gRPC client sends and far below what hurts; `docs/hostile-peers.md` has the attacks.
struct FrameLimits: Sendable {
    /// A rate: events at once, and events a second in the long run.
    struct Rate: Sendable {
        var burst: Int
        var perSecond: Int
    }

    /// RST_STREAM from the peer.
    ///
    /// A call that runs to its end earns one back, so that a client that cancels much may.
    var resets: Rate? = Rate(burst: 200, perSecond: 50)
    /// Streams that this side has to reset for an error of the peer.
    var provokedResets = Rate(burst: 100, perSecond: 20)
    /// SETTINGS, PING, PRIORITY, GOAWAY.
    var controls = Rate(burst: 500, perSecond: 100)
    /// WINDOW_UPDATE, besides those that the data sent has earned.
    var windowUpdates = Rate(burst: 1000, perSecond: 100)
    /// Frames that say nothing: of unknown types, or DATA on streams that are over, which a reset makes normal for a while.
    var strays = Rate(burst: 10_000, perSecond: 330)
    /// DATA frames in a row without data.
    var emptyDataRun = 10
    /// CONTINUATION frames of one header block.
    var continuations = 8
    /// Bytes of one header block on the wire.
    var headerBlockBytes = 65_536

    /// For a server that is a peer of ours: it may end as many of our calls as it likes.
    static let ofServer: FrameLimits = {
        var limits = FrameLimits()
        limits.resets = nil
        return limits
    }()
}
