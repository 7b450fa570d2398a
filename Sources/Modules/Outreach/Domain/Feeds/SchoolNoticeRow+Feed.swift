extension SchoolNoticeRow: FeedRow {
    static var feed: FeedKind { .skolmeddelanden }

    var key: String { self.noticeID }

    /// The longest identifier of a notice, in bytes: a UUID with a prefix of the sending system fits.
    private static let maximumNoticeIDByteCount = 64

    private static let kinds = CodeTable<Kind>()

    init(_ fields: borrowing FeedFields, format: FeedFormat) throws(RowFault) {
        guard !fields.isEmpty(.meddelandeID) else { throw RowFault(.fieldMissing, at: .meddelandeID) }
        self.noticeID = try fields.text(.meddelandeID, maximumByteCount: Self.maximumNoticeIDByteCount)
        self.person = try fields.person()
        self.kind = try fields.code(.typ, in: Self.kinds)
        self.schoolUnit = try fields.schoolUnit(.skolenhetskod, allowsOrganisation: false)
        self.occurredOn = try fields.date(.handelsedatum)
        self.reportedOn = try fields.dateOfMoment(.meddelat)
    }
}
