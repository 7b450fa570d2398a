import KAAKernel

/// What folkbokföringen says of a person from one day on.
struct FolkbokforingFact: Hashable, Sendable {
    /// The day from which the feed says it; usually some days after it happened.
    var knownFrom: CivilDate
    /// Nothing when the feed no longer names the person.
    var entry: Entry?

    /// The content of one entry.
    struct Entry: Hashable, Sendable {
        var address: InventedAddress
        var kommunkod: Kommunkod
        /// Since when the person is folkbokförd in that kommun.
        var registeredSince: CivilDate
        var district: DistrictCode?
        var protection: SkyddadePersonuppgifter
        var deregistration: Deregistration?
    }

    /// Why and when an entry ended, with Navet's code, such as `AV` for a death.
    struct Deregistration: Hashable, Sendable {
        var code: String
        var date: CivilDate
    }
}
