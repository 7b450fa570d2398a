import KAAKernel

/// A leaving certificate as its snapshots leave it.
struct MeritFact: Hashable, Sendable, BitwiseCopyable {
    /// The certificate.
    let merit: Merit
    /// The day it was issued.
    let issuedOn: CivilDate
    /// The date of the first snapshot that held it, after the last one that didn't.
    let snapshot: CivilDate
    /// The date of the first snapshot that leaves it out; `nil` while it is reported.
    let vanishedOn: CivilDate?

    /// Creates a fact from its parts.
    init(merit: Merit, issuedOn: CivilDate, snapshot: CivilDate, vanishedOn: CivilDate? = nil) {
        self.merit = merit
        self.issuedOn = issuedOn
        self.snapshot = snapshot
        self.vanishedOn = vanishedOn
    }

    /// Reads the fact off a history, or returns `nil` if no snapshot has held the certificate.
    init?(_ history: SnapshotHistory<MeritRow>) {
        guard let index = history.versions.firstIndex(where: { $0.fact != nil }),
            let row = history.versions[index].fact
        else { return nil }
        self.merit = row.merit
        self.issuedOn = row.issuedOn
        self.snapshot = history.versions[index].snapshot
        self.vanishedOn = index > 0 ? history.versions[index - 1].snapshot : nil
    }

    /// Whether the person holds the certificate on a day; on the day of issue they do.
    func isHeld(on day: CivilDate) -> Bool {
        guard self.issuedOn <= day else { return false }
        guard let vanishedOn = self.vanishedOn else { return true }
        return day < vanishedOn
    }
}
