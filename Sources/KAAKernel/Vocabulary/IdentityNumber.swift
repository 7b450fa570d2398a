/// A personnummer or a samordningsnummer: the two kinds of number the register may hold.
///
/// The value is personal data: compare it and store it, but never log it. ``description`` and reflection are redacted
/// for that reason; read ``digits`` where the number itself is needed.
///
/// - Note: Förordning (2006:39) 4 § 1.
public struct IdentityNumber: Hashable, Sendable, BitwiseCopyable {
    /// Which of the two kinds a number is.
    public enum Kind: Hashable, Sendable {
        /// Given to those who are or have been folkbokförda.
        case personnummer
        /// Given to those who aren't; the day is written with 60 added.
        case samordningsnummer
    }

    /// A reason why a text isn't an identity number.
    public enum ParsingError: Error, Hashable {
        /// The text isn't twelve digits, or the digits don't begin with a day of birth.
        case malformed
        /// The last digit doesn't follow from the nine before it.
        case wrongCheckDigit
    }

    /// The twelve digits as one number, a compact form for storing and sorting.
    public let integerValue: UInt64

    /// Reads a number of twelve digits, `YYYYMMDDNNNC`, with or without a hyphen before the last four.
    ///
    /// - Throws: ``ParsingError`` if `text` has another form or a wrong check digit.
    public init(parsing text: some StringProtocol) throws(ParsingError) {
        var bytes = Array(text.utf8)
        if bytes.count == 13, bytes[8] == UInt8(ascii: "-") {
            bytes.remove(at: 8)
        }
        try self.init(utf8: bytes.span)
    }

    /// Reads a number of exactly twelve ASCII digits.
    ///
    /// - Throws: ``ParsingError`` if the bytes have another form or a wrong check digit.
    /// - Complexity: Constant, without allocation; made for reading feeds.
    public init(utf8 bytes: Span<UInt8>) throws(ParsingError) {
        guard bytes.count == 12, let value = bytes.decimal(at: 0, count: 12) else { throw .malformed }
        try self.init(integerValue: value)
    }

    /// Checks a number given as an integer, as it was stored.
    ///
    /// - Throws: ``ParsingError`` as when reading the twelve digits.
    public init(integerValue: UInt64) throws(ParsingError) {
        guard integerValue < 1_000_000_000_000, Self.birthDate(of: integerValue) != nil,
            (integerValue / 10).isMultiple(of: 1_000) == false
        else { throw .malformed }
        guard Self.hasValidCheckDigit(integerValue) else { throw .wrongCheckDigit }
        self.integerValue = integerValue
    }

    /// The twelve digits.
    public var digits: String {
        var text = ""
        text.reserveCapacity(12)
        text.appendPadded(self.integerValue, width: 12)
        return text
    }

    /// Which kind of number it is.
    public var kind: Kind {
        self.integerValue / 10_000 % 100 > Self.samordningOffset ? .samordningsnummer : .personnummer
    }

    /// The day of birth the number states.
    public var birthDate: CivilDate {
        let (year, month, day) = Self.birthComponents(of: self.integerValue)
        return CivilDate(uncheckedYear: year, month: month, day: day)
    }

    /// The sex the number states.
    ///
    /// - Note: SKV M 2010:3; the third digit of the individual number is odd for men.
    public var sex: Sex {
        (self.integerValue / 10).isMultiple(of: 2) ? .female : .male
    }
}

extension IdentityNumber {
    /// What is added to the day of birth in a samordningsnummer.
    private static let samordningOffset: UInt64 = 60
    /// Nobody in a register was born earlier.
    private static let earliestYear = 1_800

    private static func birthComponents(of value: UInt64) -> (year: Int, month: Int, day: Int) {
        let day = value / 10_000 % 100
        return (
            Int(value / 100_000_000), Int(value / 1_000_000 % 100),
            Int(day > Self.samordningOffset ? day - Self.samordningOffset : day)
        )
    }

    private static func birthDate(of value: UInt64) -> CivilDate? {
        let (year, month, day) = Self.birthComponents(of: value)
        guard year >= Self.earliestYear else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    /// Whether the Luhn sum of the last ten digits is a multiple of ten; the century has no part in it.
    private static func hasValidCheckDigit(_ value: UInt64) -> Bool {
        var rest = value % 10_000_000_000
        var sum: UInt64 = 0
        var doubles = false
        while rest > 0 {
            let digit = rest % 10
            let product = doubles ? digit * 2 : digit
            sum += product > 9 ? product - 9 : product
            doubles.toggle()
            rest /= 10
        }
        return sum.isMultiple(of: 10)
    }
}

extension IdentityNumber: Comparable {
    /// Orders numbers by their digits, that is, by day of birth first.
    public static func < (lhs: IdentityNumber, rhs: IdentityNumber) -> Bool {
        lhs.integerValue < rhs.integerValue
    }
}

extension IdentityNumber: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// A fixed text that reveals nothing.
    public var description: String { "<identity number>" }

    /// A fixed text that reveals nothing.
    public var debugDescription: String { self.description }

    /// A mirror without children, so that `dump` and test output reveal nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
