extension CivilDate {
    /// A reason why a text isn't a day.
    public enum ParsingError: Error, Hashable {
        /// The text isn't of the form `yyyy-mm-dd`, or the calendar has no such day.
        case malformed
    }

    /// Reads a day written as `yyyy-mm-dd`.
    ///
    /// - Throws: ``ParsingError`` on any other form, and on days the calendar doesn't have.
    /// - Note: ISO 8601-1, calendar date, extended format.
    public init(iso text: some StringProtocol) throws(ParsingError) {
        let copy = String(text)
        guard let date = CivilDate(isoUTF8: copy.utf8.span) else { throw .malformed }
        self = date
    }

    /// Reads a day written as `yyyy-mm-dd` in ASCII, or returns `nil`.
    ///
    /// - Complexity: Constant, without allocation; made for reading feeds.
    public init?(isoUTF8 bytes: Span<UInt8>) {
        let hyphen = UInt8(ascii: "-")
        guard bytes.count == 10, bytes[4] == hyphen, bytes[7] == hyphen,
            let year = bytes.decimal(at: 0, count: 4),
            let month = bytes.decimal(at: 5, count: 2),
            let day = bytes.decimal(at: 8, count: 2)
        else { return nil }
        self.init(year: Int(year), month: Int(month), day: Int(day))
    }

    /// Reads a day written as `yyyymmdd` in ASCII, or returns `nil`.
    ///
    /// - Note: ISO 8601-1, calendar date, basic format, which Navet uses.
    public init?(basicUTF8 bytes: Span<UInt8>) {
        guard bytes.count == 8,
            let year = bytes.decimal(at: 0, count: 4),
            let month = bytes.decimal(at: 4, count: 2),
            let day = bytes.decimal(at: 6, count: 2)
        else { return nil }
        self.init(year: Int(year), month: Int(month), day: Int(day))
    }
}

extension CivilDate: CustomStringConvertible {
    /// The day as `yyyy-mm-dd`.
    public var description: String {
        let (year, month, day) = self.components
        var text = ""
        text.reserveCapacity(10)
        text.appendPadded(year, width: 4)
        text.append("-")
        text.appendPadded(month, width: 2)
        text.append("-")
        text.appendPadded(day, width: 2)
        return text
    }
}

extension CivilDate: ExpressibleByStringLiteral {
    /// Creates a day from a literal in the source, for example `"2018-07-01"`.
    ///
    /// - Precondition: The literal is a day of the form `yyyy-mm-dd`.
    public init(stringLiteral literal: StaticString) {
        guard let date = CivilDate(isoUTF8: literal.description.utf8.span) else {
            preconditionFailure("The literal '\(literal)' is not a day.")
        }
        self = date
    }
}
