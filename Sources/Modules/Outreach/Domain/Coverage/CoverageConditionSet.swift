/// A set of conditions, in one byte.
struct CoverageConditionSet: OptionSet, Hashable, Sendable, BitwiseCopyable {
    let rawValue: UInt8

    static let ruleInForce = CoverageConditionSet(rawValue: 1 << 0)
    static let residentInHemkommun = CoverageConditionSet(rawValue: 1 << 1)
    static let compulsorySchoolEnded = CoverageConditionSet(rawValue: 1 << 2)
    static let belowAgeLimit = CoverageConditionSet(rawValue: 1 << 3)
    static let notEnrolled = CoverageConditionSet(rawValue: 1 << 4)
    static let noCompletedEducation = CoverageConditionSet(rawValue: 1 << 5)

    /// The conditions in the set, in the order of ``CoverageCondition``.
    var conditions: [CoverageCondition] {
        CoverageCondition.allCases.filter { self.contains(Self($0)) }
    }
}

extension CoverageConditionSet {
    /// The set of one condition.
    init(_ condition: CoverageCondition) {
        self =
            switch condition {
            case .ruleInForce: .ruleInForce
            case .residentInHemkommun: .residentInHemkommun
            case .compulsorySchoolEnded: .compulsorySchoolEnded
            case .belowAgeLimit: .belowAgeLimit
            case .notEnrolled: .notEnrolled
            case .noCompletedEducation: .noCompletedEducation
            }
    }
}
