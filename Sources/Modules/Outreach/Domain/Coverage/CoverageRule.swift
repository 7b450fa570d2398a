import KAAKernel

/// A wording of the rule on whom the municipality is responsible for, as data.
///
/// Who is covered on a day follows from the wording in force on that day, whenever the question is asked.
struct CoverageRule: Hashable, Sendable {
    /// The stable identifier that decisions and reports name, for example `KAA-2018-07-01`.
    let id: ShortCode
    /// The first day the wording applies; it applies until the next rule does.
    let validFrom: CivilDate
    /// Where the wording is found, for officials to read.
    let statute: String
    /// The age at which the responsibility ends, in years.
    let ageLimit: Int
    /// The age that is reached in the year compulsory schooling ends, in years.
    let schoolLeavingAge: Int
    /// The last day of compulsory schooling in that year.
    let springTermEnd: SpringTermEnd
    /// The kinds of schooling that end coverage while an enrolment is open.
    let endingSchoolForms: [SchoolForm]
    /// Whether an introduktionsprogram counts among them.
    let introductoryProgrammesEndCoverage: Bool
    /// The certificates that end coverage.
    let endingMerits: [Merit]

    /// The days on which a person's age allows coverage, whatever else holds; `nil` if there are none.
    ///
    /// - Note: Skollagen (2010:800) 7 kap. 12 § on when compulsory schooling ends.
    func ageWindow(birthDate: CivilDate) -> CivilDateInterval? {
        let year = birthDate.year + self.schoolLeavingAge
        guard let lastSchoolDay = self.springTermEnd.date(in: year) else { return nil }
        return CivilDateInterval(
            start: lastSchoolDay.addingDays(1),
            end: birthDate.anniversary(years: self.ageLimit)
        )
    }

    /// Whether an open enrolment ends coverage.
    func endsCoverage(_ enrolment: Enrolment) -> Bool {
        guard self.endingSchoolForms.contains(enrolment.schoolForm) else { return false }
        return self.introductoryProgrammesEndCoverage || !enrolment.isIntroductory
    }

    /// Whether a certificate ends coverage.
    func endsCoverage(_ merit: Merit) -> Bool {
        self.endingMerits.contains(merit)
    }
}
