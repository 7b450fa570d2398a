import KAAKernel

@testable import Outreach

extension PersonFacts {
    /// Someone born on 2 January 2002 who has always lived in Stockholm: of age for coverage from 2018-07-01 to 2022-01-01.
    static func sample(
        birthDate: CivilDate = "2002-01-02",
        residence: [SnapshotVersion<Residence>] = [.sample()],
        enrolments: [EnrolmentFact] = [],
        merits: [MeritFact] = []
    ) -> PersonFacts {
        PersonFacts(
            birthDate: birthDate,
            residence: residence[...],
            enrolments: enrolments[...],
            merits: merits[...]
        )
    }
}

extension SnapshotVersion<Residence> {
    /// A version of the row of someone who lives in Stockholm.
    static func sample(
        snapshot: CivilDate = "2018-01-01",
        kommun: Kommunkod = "0180",
        from registeredOn: CivilDate = "2002-01-02",
        deregistered: FolkbokforingDeregistration? = nil,
        protection: SkyddadePersonuppgifter = .none
    ) -> SnapshotVersion<Residence> {
        SnapshotVersion(
            snapshot: snapshot,
            fact: Residence(
                kommun: kommun,
                registeredOn: registeredOn,
                deregistration: deregistered,
                district: "04",
                protection: protection
            )
        )
    }
}

extension EnrolmentFact {
    /// An enrolment known since the beginning of 2018.
    static func sample(
        _ schoolForm: SchoolForm = .gymnasieskola,
        _ studyPath: ShortCode? = "NA25",
        from start: CivilDate,
        to lastDay: CivilDate? = nil,
        vanishedOn: CivilDate? = nil
    ) throws -> EnrolmentFact {
        let unit = SchoolUnit("12345678")
        guard let unit else { throw SampleError.noSchoolUnit }
        let enrolment = Enrolment(schoolForm: schoolForm, studyPath: studyPath, schoolUnit: unit, start: start)
        return EnrolmentFact(enrolment: enrolment, lastDay: lastDay, snapshot: "2018-01-01", vanishedOn: vanishedOn)
    }

    private enum SampleError: Error {
        case noSchoolUnit
    }
}
