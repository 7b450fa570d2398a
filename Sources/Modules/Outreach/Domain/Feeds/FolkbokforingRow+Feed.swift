import KAAKernel

extension FolkbokforingRow: FeedRow {
    static var feed: FeedKind { .folkbokforing }

    var key: IdentityNumber { self.person }

    /// The longest name, in bytes: names in Navet are at most 80 characters, most of them one byte.
    private static let maximumNameByteCount = 120
    /// The longest address line, in bytes.
    private static let maximumAddressByteCount = 160

    private static let protections = CodeTable<SkyddadePersonuppgifter>()
    private static let causes = CodeTable<FolkbokforingDeregistration.Cause>()

    init(_ fields: borrowing FeedFields, format: FeedFormat) throws(RowFault) {
        self.person = try fields.person()
        self.givenName = try fields.text(.tilltalsnamn, maximumByteCount: Self.maximumNameByteCount)
        self.familyName = try fields.text(.efternamn, maximumByteCount: Self.maximumNameByteCount)
        self.street = try fields.text(.gatuadress, maximumByteCount: Self.maximumAddressByteCount)
        self.postalCode = try fields.optionalPostalCode(.postnummer)
        self.postalTown = try fields.text(.postort, maximumByteCount: Self.maximumAddressByteCount)
        let kommun = try fields.kommun(.kommunkod)
        let registeredOn = try fields.date(.folkbokforingsdatum)
        let district = try fields.optionalDistrict(.stadsdel)
        let protection = try fields.optionalCode(.skydd, in: Self.protections)
        // The list of codes has a word for no protection; the feed leaves the field empty instead.
        guard protection != SkyddadePersonuppgifter.none else { throw RowFault(.codeUnknown, at: .skydd) }
        self.residence = Residence(
            kommun: kommun,
            registeredOn: registeredOn,
            deregistration: try Self.deregistration(fields),
            district: district,
            protection: protection ?? SkyddadePersonuppgifter.none
        )
    }

    private static func deregistration(
        _ fields: borrowing FeedFields
    ) throws(RowFault) -> FolkbokforingDeregistration? {
        let cause = try fields.optionalCode(.avregistrering, in: Self.causes)
        let date = try fields.optionalDate(.avregistreringsdatum)
        switch (cause, date) {
        case (nil, nil): return nil
        case (let cause?, let date?): return FolkbokforingDeregistration(cause: cause, date: date)
        case (_, nil): throw RowFault(.fieldMissing, at: .avregistreringsdatum)
        case (nil, _): throw RowFault(.fieldMissing, at: .avregistrering)
        }
    }
}
