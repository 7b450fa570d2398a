import KAAKernel

/// A row of the feed `skolmeddelanden`: a school tells the hemkommun what happened to a pupil.
///
/// - Note: Skollagen (2010:800) 15 kap. 15 § and 18 kap. 15 §.
struct SchoolNoticeRow: Hashable, Sendable {
    /// The school's identifier of the notice; the key of the feed.
    let noticeID: String
    /// Whom the notice is about.
    let person: IdentityNumber
    /// What happened.
    let kind: Kind
    /// The school unit that reports.
    let schoolUnit: SchoolUnit
    /// The day it happened.
    let occurredOn: CivilDate
    /// The day the school reported it.
    let reportedOn: CivilDate

    /// What a school reports.
    enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The pupil has begun.
        case start = "START"
        /// The pupil has left.
        case stop = "STOP"
        /// The pupil is absent to a significant extent without valid reason.
        case significantAbsence = "SIGNIFICANT_ABSENCE"
    }
}
