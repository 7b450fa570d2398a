import KAAKernel

/// The versions of one key over the snapshots received, in canonical form.
///
/// The form depends on the *set* of snapshots alone, not on the order or the number of times they arrived: neighbouring
/// versions differ, and the oldest one is a fact, never an absence.
struct SnapshotHistory<Fact: Hashable & Sendable>: Hashable, Sendable {
    /// The versions, newest first.
    private(set) var versions: [SnapshotVersion<Fact>] = []

    /// Creates the history of a key that no snapshot has mentioned.
    init() {}

    /// Creates the history from what each snapshot said.
    ///
    /// - Parameter states: The date of every snapshot of the feed and what it said of the key; a later element
    ///   replaces an earlier one of the same date.
    init(states: [(snapshot: CivilDate, fact: Fact?)]) {
        let byDate = Dictionary(states.map { ($0.snapshot, $0.fact) }, uniquingKeysWith: { $1 })
        self.versions = byDate.map { SnapshotVersion(snapshot: $0.key, fact: $0.value) }
            .sorted { $0.snapshot > $1.snapshot }
        self.coalesce()
    }

    /// Takes in what a snapshot says of the key.
    ///
    /// A snapshot may arrive at any time and any number of times. Whoever keeps histories calls this for every key that
    /// the snapshot holds, and for every key it leaves out, and knows the dates of all snapshots of the feed.
    ///
    /// - Parameters:
    ///   - fact: The fact, or `nil` if the snapshot leaves the key out.
    ///   - snapshot: The date of the snapshot. Replaces what an earlier delivery of the same date said.
    ///   - nextSnapshot: The date of the next later snapshot already received, whose state stays as it was.
    /// - Complexity: O(*n*) in the number of versions.
    mutating func record(_ fact: Fact?, at snapshot: CivilDate, nextSnapshot: CivilDate?) {
        let keptState = nextSnapshot.map { SnapshotVersion(snapshot: $0, fact: self.fact(asOf: $0)) }
        self.versions.removeAll { $0.snapshot == snapshot || $0.snapshot == nextSnapshot }
        let index = self.versions.firstIndex { $0.snapshot < snapshot } ?? self.versions.endIndex
        self.versions.insert(SnapshotVersion(snapshot: snapshot, fact: fact), at: index)
        if let keptState {
            self.versions.insert(keptState, at: index)
        }
        self.coalesce()
    }

    /// What the newest snapshot up to and including `snapshot` said; `nil` if it left the key out or there was none.
    func fact(asOf snapshot: CivilDate) -> Fact? {
        self.versions.first { $0.snapshot <= snapshot }?.fact
    }

    /// Drops every version that says the same as the next older one, and absences older than every fact.
    private mutating func coalesce() {
        var index = self.versions.endIndex
        var older: Fact?
        while index > self.versions.startIndex {
            index -= 1
            if self.versions[index].fact == older {
                self.versions.remove(at: index)
            } else {
                older = self.versions[index].fact
            }
        }
    }
}
