import KAAKernel

/// A school enrolment of one person: everything that tells it from their other enrolments.
struct Enrolment: Hashable, Sendable, BitwiseCopyable {
    /// The kind of schooling.
    let schoolForm: SchoolForm
    /// The programme code (*studieväg*); `nil` where the kind of schooling has none.
    let studyPath: ShortCode?
    /// The school unit.
    let schoolUnit: SchoolUnit
    /// The first day.
    let start: CivilDate

    /// Whether it is one of the introduktionsprogram, whose programme codes begin with `IM`.
    ///
    /// - Note: Skollagen (2010:800) 17 kap. 2 §.
    let isIntroductory: Bool

    /// Creates an enrolment from its parts.
    init(schoolForm: SchoolForm, studyPath: ShortCode?, schoolUnit: SchoolUnit, start: CivilDate) {
        self.schoolForm = schoolForm
        self.studyPath = studyPath
        self.schoolUnit = schoolUnit
        self.start = start
        self.isIntroductory = schoolForm == .gymnasieskola && studyPath?.hasPrefix(Self.introductoryPrefix) == true
    }

    private static let introductoryPrefix: ShortCode = "IM"
}

extension Enrolment {
    /// Whether two enrolments have the same parts.
    static func == (lhs: Enrolment, rhs: Enrolment) -> Bool {
        lhs.start == rhs.start && lhs.schoolForm == rhs.schoolForm && lhs.studyPath == rhs.studyPath
            && lhs.schoolUnit == rhs.schoolUnit
    }

    /// Hashes the parts that seldom agree.
    func hash(into hasher: inout Hasher) {
        hasher.combine(self.start)
        hasher.combine(self.studyPath)
    }
}
