/// Why a person came to be covered on the first day of an interval.
enum CoverageOpeningReason: String, Hashable, Sendable, CaseIterable, BitwiseCopyable {
    /// Compulsory schooling ended the day before.
    case compulsorySchoolEnded = "COMPULSORY_SCHOOL_ENDED"
    /// The person became folkbokförd in the municipality.
    case movedIn = "MOVED_IN"
    /// The day before was the last day of an enrolment.
    case enrolmentEnded = "ENROLMENT_ENDED"
    /// The school register left out an enrolment that it hadn't closed.
    case enrolmentNoLongerReported = "ENROLMENT_NO_LONGER_REPORTED"
    /// Another rule applies from this day on.
    case ruleChanged = "RULE_CHANGED"
    /// A certificate that had been reported isn't any more.
    case recordCorrected = "RECORD_CORRECTED"
    /// An official of the named group has decided about somebody with skyddad folkbokföring.
    case manualDecision = "MANUAL_DECISION"
}
