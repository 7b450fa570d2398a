import KAAKernel

extension EnrolmentRow: FeedRow {
    static var feed: FeedKind { .elevregister }

    private static let schoolForms = CodeTable<SchoolForm>()

    init(_ fields: borrowing FeedFields, format: FeedFormat) throws(RowFault) {
        self.person = try fields.person()
        let schoolForm = try fields.code(.skolform, in: Self.schoolForms)
        let studyPath = try fields.optionalShortCode(.studievag)
        // Without the programme nobody can tell whether an enrolment in gymnasieskolan is an introduktionsprogram.
        guard studyPath != nil || schoolForm != .gymnasieskola else { throw RowFault(.fieldMissing, at: .studievag) }
        let schoolUnit = try fields.schoolUnit(.skolenhetskod, allowsOrganisation: format == .json)
        let start = try fields.date(.startdatum)
        self.enrolment = Enrolment(schoolForm: schoolForm, studyPath: studyPath, schoolUnit: schoolUnit, start: start)
        self.lastDay = try fields.optionalDate(.slutdatum)
        if let lastDay, lastDay < start {
            throw RowFault(.dateOrder, at: .slutdatum)
        }
    }
}
