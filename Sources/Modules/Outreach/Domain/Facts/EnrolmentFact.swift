import KAAKernel

/// An enrolment as its snapshots leave it: from when to when it is open, and since when it is said so.
///
/// Since the start is part of an enrolment's key, its versions differ in the last day alone, and only the newest of them
/// counts; an absence on top of it closes the enrolment from that snapshot on.
struct EnrolmentFact: Hashable, Sendable, BitwiseCopyable {
    /// The enrolment.
    let enrolment: Enrolment
    /// The last day; `nil` while none is known.
    let lastDay: CivilDate?
    /// The date of the first snapshot that said so.
    let snapshot: CivilDate
    /// The date of the first snapshot that leaves the enrolment out; `nil` while it is reported.
    let vanishedOn: CivilDate?

    /// Creates a fact from its parts.
    init(enrolment: Enrolment, lastDay: CivilDate?, snapshot: CivilDate, vanishedOn: CivilDate? = nil) {
        self.enrolment = enrolment
        self.lastDay = lastDay
        self.snapshot = snapshot
        self.vanishedOn = vanishedOn
    }

    /// Reads the fact off a history, or returns `nil` if no snapshot has held the enrolment.
    init?(_ history: SnapshotHistory<EnrolmentRow>) {
        guard let index = history.versions.firstIndex(where: { $0.fact != nil }),
            let row = history.versions[index].fact
        else { return nil }
        self.enrolment = row.enrolment
        self.lastDay = row.lastDay
        self.snapshot = history.versions[index].snapshot
        self.vanishedOn = index > 0 ? history.versions[index - 1].snapshot : nil
    }

    /// The first day on which the enrolment is no longer open; `nil` if none is known.
    var end: CivilDate? {
        let afterLastDay = self.lastDay?.addingDays(1)
        guard let vanishedOn = self.vanishedOn else { return afterLastDay }
        guard let afterLastDay else { return vanishedOn }
        return min(afterLastDay, vanishedOn)
    }

    /// Whether the enrolment is open on a day; the last day is.
    func isOpen(on day: CivilDate) -> Bool {
        guard self.enrolment.start <= day else { return false }
        guard let end = self.end else { return true }
        return day < end
    }
}
