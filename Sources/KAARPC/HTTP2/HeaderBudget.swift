/// Counts the header fields of one block as they are decoded, since a few bytes on the wire can decode to many.
///
/// - Note: RFC 9113 section 10.5.1; sizes as in RFC 9113 section 6.5.2 (32 bytes for each field).
struct HeaderBudget {
    /// What to do about a field.
    enum Verdict {
        /// It fits.
        case fits
        /// The call is refused, the connection lives.
        case refusesCall
        /// The peer is hostile.
        case endsConnection
    }

    private static let softFields = 128
    private static let softBytes = 16_384
    private static let hardFields = 1024
    private static let hardBytes = 65_536

    private var fields = 0
    private var bytes = 0

    mutating func count(name: Int, value: Int) -> Verdict {
        self.fields += 1
        self.bytes += name + value + 32
        if self.fields > Self.hardFields || self.bytes > Self.hardBytes { return .endsConnection }
        if self.fields > Self.softFields || self.bytes > Self.softBytes { return .refusesCall }
        return .fits
    }
}
