public import KAAStorage

/// Where a run of a job stands.
public enum JobState: String, CaseIterable, Hashable, Sendable, SQLConvertible {
    /// Waits for its turn.
    case queued = "QUEUED"

    /// Runs.
    case running = "RUNNING"

    /// Ended well.
    case succeeded = "SUCCEEDED"

    /// Ended with an error, or was cut off by a crash.
    case failed = "FAILED"

    /// Was stopped.
    case cancelled = "CANCELLED"

    /// Whether the run is over.
    public var isFinal: Bool {
        switch self {
        case .queued, .running: false
        case .succeeded, .failed, .cancelled: true
        }
    }
}
