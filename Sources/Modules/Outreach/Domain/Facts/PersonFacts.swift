import KAAKernel

/// Everything known of one person that coverage depends on.
///
/// The parts are slices, so that the facts of a million persons can lie in three arrays and be decided on one after
/// another without a heap allocation each.
struct PersonFacts: Hashable, Sendable {
    /// The day of birth.
    let birthDate: CivilDate
    /// The versions of the person's row in folkbokföringen, newest first.
    let residence: ArraySlice<SnapshotVersion<Residence>>
    /// The person's enrolments, in any order.
    let enrolments: ArraySlice<EnrolmentFact>
    /// The person's certificates, in any order.
    let merits: ArraySlice<MeritFact>

    /// How the person's data is protected, for every day: as the newest snapshot that has the person says.
    ///
    /// Protection isn't dated backwards in the feed, and guarding too much of the past is the lesser harm.
    var protection: SkyddadePersonuppgifter {
        for version in self.residence {
            if let residence = version.fact { return residence.protection }
        }
        return .none
    }

    /// The district on a day: of the newest row delivered on or before it that has one, otherwise of the oldest.
    ///
    /// A row without a district says nothing of where the person lives: Navet's format has no field for it. Nobody
    /// protected has a district, whatever the rows say.
    func district(on day: CivilDate) -> DistrictCode? {
        guard self.protection == .none else { return nil }
        var oldest: DistrictCode?
        for version in self.residence {
            guard let district = version.fact?.district else { continue }
            if version.snapshot <= day { return district }
            oldest = district
        }
        return oldest
    }

    /// Where the person is folkbokförd on a day.
    func residenceStatus(on day: CivilDate) -> ResidenceStatus {
        ResidenceStatus(on: day, versions: self.residence)
    }
}
