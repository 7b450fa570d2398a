/// A Swedish coordination number, for those who aren't folkbokförda; its day of birth is written with 60 added.
///
/// The value is personal data: compare it and store it, but never log it. ``description`` and reflection are redacted
/// for that reason; read ``digits`` where the number itself is needed.
///
/// - Note: SKV 707. A samordningsnummer isn't a kind of personnummer.
public struct Samordningsnummer: Hashable, Sendable, BitwiseCopyable {
    /// The same number, as the kind-neutral value that feeds and tables hold.
    public let identityNumber: IdentityNumber

    /// Takes `identityNumber` if it is a samordningsnummer, and returns `nil` if it is of the other kind.
    public init?(_ identityNumber: IdentityNumber) {
        guard identityNumber.kind == .samordningsnummer else { return nil }
        self.identityNumber = identityNumber
    }

    /// Reads a samordningsnummer of twelve digits, with or without a hyphen before the last four.
    ///
    /// - Throws: ``IdentityNumber/ParsingError`` if `text` has another form, another kind or a wrong check digit.
    public init(parsing text: some StringProtocol) throws(IdentityNumber.ParsingError) {
        guard let number = Self(try IdentityNumber(parsing: text)) else { throw .malformed }
        self = number
    }

    /// The twelve digits.
    public var digits: String { self.identityNumber.digits }

    /// The day of birth the number states.
    public var birthDate: CivilDate { self.identityNumber.birthDate }

    /// The sex the number states.
    public var sex: Sex { self.identityNumber.sex }
}

extension Samordningsnummer: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// A fixed text that reveals nothing.
    public var description: String { "<samordningsnummer>" }

    /// A fixed text that reveals nothing.
    public var debugDescription: String { self.description }

    /// A mirror without children, so that `dump` and test output reveal nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
