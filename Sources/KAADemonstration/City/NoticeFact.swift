import KAAKernel

/// A message from a school to the hemkommun.
///
/// - Note: Skollagen (2010:800) 15 kap. 15 §.
struct NoticeFact: Hashable, Sendable {
    var kind: Kind
    var unit: SchoolUnit
    /// When it happened.
    var eventDate: CivilDate
    /// When the school told of it: promptly by law, often weeks later in life.
    var reportedOn: CivilDate

    /// Messages by the codes of the feed.
    enum Kind: String, Sendable {
        case start = "START"
        case stop = "STOP"
        case significantAbsence = "SIGNIFICANT_ABSENCE"
    }
}
