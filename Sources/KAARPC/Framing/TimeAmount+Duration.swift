import NIOCore

extension TimeAmount {
    /// A duration in the event loops' form; one that is too long becomes a century, since loops add it to the present time.
    init(saturating duration: Duration) {
        let century: Int64 = 100 * 365 * 24 * 3600
        let (seconds, attoseconds) = duration.components
        if seconds >= century {
            self = .seconds(century)
        } else {
            self = .nanoseconds(max(0, seconds * 1_000_000_000 + attoseconds / 1_000_000_000))
        }
    }
}
