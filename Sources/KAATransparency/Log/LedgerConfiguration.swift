public import Foundation

/// How a log is written.
public struct LedgerConfiguration: Sendable {
    /// Which log it is: the first line of its checkpoints, visible ASCII without spaces and plus signs.
    public var origin: String

    /// How long after a leaf its checkpoint is signed, at most one second.
    public var checkpointDelay: Duration = .milliseconds(500)

    /// The time of day, which checkpoints state.
    public var now: @Sendable () -> Date

    /// How many leaves a segment file has, a power of two.
    package var segmentLeafCount: UInt64 = 65_536

    /// Whether an append waits for the disk; a log that is made for a measurement need not.
    package var waitsForDisk = true

    /// Creates a configuration.
    ///
    /// - Parameters:
    ///   - origin: Which log it is, for example `stockholm.se/kaa/audit`.
    ///   - now: The time of day.
    public init(origin: String, now: @escaping @Sendable () -> Date) {
        self.origin = origin
        self.now = now
    }
}
