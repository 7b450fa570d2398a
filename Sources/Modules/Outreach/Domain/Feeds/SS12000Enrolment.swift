/// An enrolment of an SS 12000 person, held until the person's civicNo is known.
struct SS12000Enrolment: Sendable {
    /// The line the enrolment begins on.
    let line: Int
    /// What has been read of it.
    private(set) var fields = FeedFields()
    /// The first fault found in its form.
    private(set) var fault: RowFault?
    /// Whether the enrolment was called off and never counts.
    var isCancelled = false

    private var settled: Set<FeedColumn> = []

    init(line: Int) {
        self.line = line
    }

    /// Sets a column; of two members that both may fill one, the fallback gives way, whichever comes first.
    mutating func set(_ column: FeedColumn, to text: [UInt8], isFallback: Bool, fault reason: RejectionReason?) {
        if let reason, self.fault == nil {
            self.fault = RowFault(reason, at: column)
        }
        guard !text.isEmpty, !isFallback || !self.settled.contains(column) else { return }
        self.fields.set(column, to: text)
        if !isFallback {
            self.settled.insert(column)
        }
    }
}
