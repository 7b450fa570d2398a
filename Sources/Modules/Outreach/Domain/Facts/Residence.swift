import KAAKernel

/// The part of a row of folkbokföringen that decides coverage.
struct Residence: Hashable, Sendable, BitwiseCopyable {
    /// The municipality of registration.
    let kommun: Kommunkod
    /// Since when the person is folkbokförd in that municipality.
    let registeredOn: CivilDate
    /// The end of the registration, if it has one.
    let deregistration: FolkbokforingDeregistration?
    /// The city district as delivered; `nil` if the feed leaves it out.
    let district: DistrictCode?
    /// How Skatteverket protects the person's data.
    let protection: SkyddadePersonuppgifter
}
