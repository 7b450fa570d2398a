import KAAKernel

/// A certificate, and when the register of merits came to know of it.
struct MeritFact: Hashable, Sendable {
    var merit: Merit
    var date: CivilDate
    var knownFrom: CivilDate

    /// Certificates by the codes of the feed.
    enum Merit: String, Sendable {
        case gymnasieexamen = "GYMNASIEEXAMEN"
        case yrkesexamen = "YRKESEXAMEN"
        case studiebevis = "STUDIEBEVIS"
        case gymnasiebevis = "GYMNASIEBEVIS"
        case motsvarande = "MOTSVARANDE"
    }
}
