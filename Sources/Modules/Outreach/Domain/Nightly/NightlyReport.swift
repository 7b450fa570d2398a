import KAAKernel

/// What came of a nightly run.
struct NightlyReport: Hashable, Sendable {
    /// What came of one file.
    struct Feed: Hashable, Sendable {
        let file: FeedFileName
        let rowCount: Int
        let rejectedCount: Int
    }

    /// A row that was left out, without what stood in it.
    struct Rejection: Hashable, Sendable {
        let fileName: String
        let line: Int
        let column: String?
        let reason: RejectionReason
    }

    /// The day the register was brought to.
    var asOf: CivilDate
    /// The files in the order in which they were read.
    var feeds: [Feed] = []
    /// The rows left out, at most ``rejectionLimit`` of them.
    var rejections: [Rejection] = []
    /// How many are covered on the day.
    var covered = 0
    /// How many are covered now and were not before the run.
    var opened = 0
    /// How many were covered before the run and are not now.
    var closed = 0
    /// How many a person must decide about.
    var awaitingDecision = 0
    /// Whether nothing was changed.
    var isDryRun = false

    /// How many rows were left out.
    var rejectedCount: Int { self.feeds.reduce(0) { $0 + $1.rejectedCount } }

    /// A file with more faults than this is faulty as a whole; nobody reads on.
    static let rejectionLimit = 100_000
}
