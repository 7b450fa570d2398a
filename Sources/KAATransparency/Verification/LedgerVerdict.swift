/// What was proven of a log.
public struct LedgerVerdict: Sendable {
    /// How many leaves there are.
    public let count: UInt64

    /// How many checkpoints the log has.
    public let checkpointCount: Int

    /// How many checkpoints of witnesses were compared.
    public let witnessedCount: Int

    /// The newest checkpoint, which vouches for its leaves.
    public let latestCheckpoint: SignedCheckpoint

    /// How many leaves after the newest checkpoint nobody vouches for yet.
    public var unsignedCount: UInt64 { self.count - self.latestCheckpoint.checkpoint.size }
}
