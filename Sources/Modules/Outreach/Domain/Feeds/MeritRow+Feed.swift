extension MeritRow: FeedRow {
    static var feed: FeedKind { .meriter }

    var key: MeritRow { self }

    private static let merits = CodeTable<Merit>()

    init(_ fields: borrowing FeedFields, format: FeedFormat) throws(RowFault) {
        self.person = try fields.person()
        self.merit = try fields.code(.merit, in: Self.merits)
        self.issuedOn = try fields.date(.datum)
    }
}
