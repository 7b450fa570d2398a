import KAAKernel

/// Where a person is folkbokförd on a day, as the snapshots tell it.
enum ResidenceStatus: Hashable, Sendable, BitwiseCopyable {
    /// No snapshot says anything of the day.
    case unknown
    /// The row on which the day depends, and the snapshot that brought it. Whether the person is folkbokförd, and in
    /// which municipality, follows from the row and the day.
    case registered(Residence, snapshot: CivilDate)
    /// The person isn't folkbokförd any more: a snapshot, on or before the day, leaves them out.
    case vanished(snapshot: CivilDate)

    /// Finds what holds on a day.
    ///
    /// A newer version tells of the past too, since its date of registration may lie before the snapshot; it decides
    /// for every day from then on. Only for the days before does an older version count.
    ///
    /// - Parameters:
    ///   - day: The day asked about.
    ///   - versions: The person's versions, newest first.
    init(on day: CivilDate, versions: ArraySlice<SnapshotVersion<Residence>>) {
        for version in versions {
            if let residence = version.fact {
                if day >= residence.registeredOn {
                    self = .registered(residence, snapshot: version.snapshot)
                    return
                }
            } else if day >= version.snapshot {
                self = .vanished(snapshot: version.snapshot)
                return
            }
        }
        self = .unknown
    }

    /// Whether the person is folkbokförd in `kommun` on `day`, the day this status was found for.
    func isResident(in kommun: Kommunkod, on day: CivilDate) -> Bool {
        guard case .registered(let residence, _) = self, residence.kommun == kommun else { return false }
        guard let deregistration = residence.deregistration else { return true }
        return day < deregistration.date
    }
}

extension SnapshotHistory<Residence> {
    /// Where the person is folkbokförd on a day.
    func status(on day: CivilDate) -> ResidenceStatus {
        ResidenceStatus(on: day, versions: self.versions[...])
    }
}
