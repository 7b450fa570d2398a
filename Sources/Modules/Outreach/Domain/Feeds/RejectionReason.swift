/// Why a row is rejected alone, as a stable code that operators and their scripts rely on.
enum RejectionReason: String, Hashable, Sendable, CaseIterable {
    /// Not twelve digits that begin with a day of birth.
    case personnummerMalformed = "PERSONNUMMER_MALFORMED"
    /// The last digit doesn't follow from the others.
    case personnummerCheckDigit = "PERSONNUMMER_CHECK_DIGIT"
    /// Not a day of the calendar in the form the format asks for.
    case dateMalformed = "DATE_MALFORMED"
    /// A period ends before it begins.
    case dateOrder = "DATE_ORDER"
    /// The code isn't in the list.
    case codeUnknown = "CODE_UNKNOWN"
    /// The value can't be a code of its kind, whatever the list.
    case codeMalformed = "CODE_MALFORMED"
    /// The value has more bytes than the register holds.
    case fieldTooLong = "FIELD_TOO_LONG"
    /// A value that must be there is empty.
    case fieldMissing = "FIELD_MISSING"
    /// The row has more or fewer fields than the header.
    case fieldCount = "FIELD_COUNT"
    /// A quotation mark where RFC 4180 allows none.
    case quoteMalformed = "QUOTE_MALFORMED"
    /// The value holds a control character.
    case characterNotAllowed = "CHARACTER_NOT_ALLOWED"
    /// The value is of another JSON type than the format says.
    case valueType = "VALUE_TYPE"
    /// An earlier row of the file has the same key.
    case duplicateKey = "DUPLICATE_KEY"
}
