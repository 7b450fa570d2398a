/// The bounds of the nightly run.
public struct NightlyConfiguration: Equatable, Sendable {
    /// The largest share of the open cases that a run may close, 0–1.
    public var maximumClosedShare: Double

    /// The largest share by which a feed may shrink, 0–1.
    public var maximumShrinkage: Double
}
