/// One of the conditions that must all hold for a person to be covered on a day.
///
/// The order is that of the statute, with the municipality first because it decides whose question it is.
///
/// - Note: Skollagen (2010:800) 29 kap. 9 §.
enum CoverageCondition: String, Hashable, Sendable, CaseIterable {
    /// A rule about the activity responsibility is in force on the day.
    case ruleInForce = "RULE_IN_FORCE"
    /// The person is folkbokförd in the own municipality and not deregistered.
    case residentInHemkommun = "RESIDENT_IN_HEMKOMMUN"
    /// The spring term of the year in which compulsory schooling ends is over.
    case compulsorySchoolEnded = "COMPULSORY_SCHOOL_ENDED"
    /// The day is before the birthday at which the responsibility ends.
    case belowAgeLimit = "BELOW_AGE_LIMIT"
    /// No enrolment of a kind that ends coverage is open.
    case notEnrolled = "NOT_ENROLLED"
    /// No certificate of a kind that ends coverage is held.
    case noCompletedEducation = "NO_COMPLETED_EDUCATION"
}
