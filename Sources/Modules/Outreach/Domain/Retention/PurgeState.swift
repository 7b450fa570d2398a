/// Where a purge stands; each step is kept before the next one begins, so that an interrupted purge goes on from there.
enum PurgeState: String, CaseIterable, Hashable, Sendable {
    /// Waits for approvals.
    case proposed = "PROPOSED"
    /// May be carried out.
    case approved = "APPROVED"
    /// Is being carried out; nothing is deleted yet.
    case running = "RUNNING"
    /// Outreach's rows are deleted, and those who keep records have been told.
    case recordsDeleted = "RECORDS_DELETED"
    /// Those who keep figures have been told.
    case figuresTold = "FIGURES_TOLD"
    /// Nothing names the persons any more; the files are to be rewritten.
    case erased = "ERASED"
    /// Everything is gone.
    case done = "DONE"
    /// Was replaced by a later list before it was begun.
    case dropped = "DROPPED"

    /// Whether it was begun and has not come to its end.
    var isUnderWay: Bool {
        switch self {
        case .running, .recordsDeleted, .figuresTold, .erased: true
        case .proposed, .approved, .done, .dropped: false
        }
    }
}
