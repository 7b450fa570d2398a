/// How far a run has come, for a person who waits.
public struct JobProgress: Equatable, Sendable {
    /// What it is doing, in a few words.
    public var phase: String

    /// How many steps of the phase are done.
    public var done: Int64

    /// How many steps the phase has; 0 while that is not known.
    public var total: Int64

    /// Creates a progress.
    public init(phase: String = "", done: Int64 = 0, total: Int64 = 0) {
        self.phase = phase
        self.done = done
        self.total = total
    }
}
