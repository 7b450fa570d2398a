import KAAKernel

extension FeedFields {
    /// A value that must be there, read by `parse`; `reason` tells what it means when `parse` can't.
    private func required<Value>(
        _ column: FeedColumn,
        else reason: RejectionReason,
        _ parse: (Span<UInt8>) -> Value?
    ) throws(RowFault) -> Value {
        guard let value = try self.optional(column, else: reason, parse) else {
            throw RowFault(.fieldMissing, at: column)
        }
        return value
    }

    /// A value that may be empty, read by `parse`; `reason` tells what it means when `parse` can't.
    private func optional<Value>(
        _ column: FeedColumn,
        else reason: RejectionReason,
        _ parse: (Span<UInt8>) -> Value?
    ) throws(RowFault) -> Value? {
        try self.withBytes(of: column) { bytes throws(RowFault) in
            guard !bytes.isEmpty else { return nil }
            guard let value = parse(bytes) else { throw RowFault(reason, at: column) }
            return value
        }
    }

    /// The person a row is about.
    func person() throws(RowFault) -> IdentityNumber {
        try self.withBytes(of: .personnummer) { bytes throws(RowFault) in
            guard !bytes.isEmpty else { throw RowFault(.fieldMissing, at: .personnummer) }
            do throws(IdentityNumber.ParsingError) {
                return try IdentityNumber(utf8: bytes)
            } catch {
                switch error {
                case .malformed: throw RowFault(.personnummerMalformed, at: .personnummer)
                case .wrongCheckDigit: throw RowFault(.personnummerCheckDigit, at: .personnummer)
                }
            }
        }
    }

    /// A day, `yyyy-mm-dd`.
    func date(_ column: FeedColumn) throws(RowFault) -> CivilDate {
        try self.required(column, else: .dateMalformed, CivilDate.init(isoUTF8:))
    }

    /// A day, `yyyy-mm-dd`, or nothing.
    func optionalDate(_ column: FeedColumn) throws(RowFault) -> CivilDate? {
        try self.optional(column, else: .dateMalformed, CivilDate.init(isoUTF8:))
    }

    /// The day of a day or of a point in time, `yyyy-mm-dd` or `yyyy-mm-ddThh:mm…`, as its writer's clock had it.
    func dateOfMoment(_ column: FeedColumn) throws(RowFault) -> CivilDate {
        try self.required(column, else: .dateMalformed, MomentText.date(of:))
    }

    /// A code of a closed list.
    func code<Code>(_ column: FeedColumn, in table: CodeTable<Code>) throws(RowFault) -> Code {
        try self.required(column, else: .codeUnknown, table.code)
    }

    /// A code of a closed list, or nothing.
    func optionalCode<Code>(_ column: FeedColumn, in table: CodeTable<Code>) throws(RowFault) -> Code? {
        try self.optional(column, else: .codeUnknown, table.code)
    }

    /// A short code of an open list, or nothing.
    func optionalShortCode(_ column: FeedColumn) throws(RowFault) -> ShortCode? {
        try self.optional(column, else: .codeMalformed, ShortCode.init(utf8:))
    }

    /// A municipality.
    func kommun(_ column: FeedColumn) throws(RowFault) -> Kommunkod {
        try self.required(column, else: .codeMalformed, Kommunkod.init(utf8:))
    }

    /// A city district, or nothing.
    func optionalDistrict(_ column: FeedColumn) throws(RowFault) -> DistrictCode? {
        try self.optional(column, else: .codeMalformed, DistrictCode.init(utf8:))
    }

    /// A postal code, or nothing.
    func optionalPostalCode(_ column: FeedColumn) throws(RowFault) -> PostalCode? {
        try self.optional(column, else: .codeMalformed, PostalCode.init(utf8:))
    }

    /// A school unit, by skolenhetskod or, from SS 12000, by organisation.
    func schoolUnit(_ column: FeedColumn, allowsOrganisation: Bool) throws(RowFault) -> SchoolUnit {
        try self.required(column, else: .codeMalformed) { bytes in
            if let unit = SchoolUnit(codeUTF8: bytes) { return unit }
            guard allowsOrganisation, let text = SafeText.string(bytes) else { return nil }
            return SchoolUnit(text)
        }
    }

    /// A text that may be empty.
    ///
    /// - Parameters:
    ///   - column: The column.
    ///   - maximumByteCount: The most bytes of UTF-8 the register holds.
    /// - Returns: The text, empty if the field is.
    /// - Throws: ``RowFault`` if the text is too long or holds a control character.
    func text(_ column: FeedColumn, maximumByteCount: Int) throws(RowFault) -> String {
        try self.withBytes(of: column) { bytes throws(RowFault) in
            guard bytes.count <= maximumByteCount else { throw RowFault(.fieldTooLong, at: column) }
            guard let text = SafeText.string(bytes) else { throw RowFault(.characterNotAllowed, at: column) }
            return text
        }
    }
}
