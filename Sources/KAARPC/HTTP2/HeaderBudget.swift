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

    /// What a header list may be when nothing else is said: twice what gRPC suggests.
    static let standardBytes = 16_384
    /// Far more than any client sends.
    private static let softFields = 128
    private static let hardFields = 1024
    /// A list that is this many times over the limit is an attack, not a mistake.
    private static let hardFactor = 4

    private let softBytes: Int
    private var fields = 0
    private var bytes = 0

    /// - Parameter maximumBytes: The largest list that a call may have.
    init(maximumBytes: Int = Self.standardBytes) {
        self.softBytes = maximumBytes
    }

    mutating func count(name: Int, value: Int) -> Verdict {
        self.fields += 1
        self.bytes += name + value + 32
        if self.fields > Self.hardFields || self.bytes > self.softBytes * Self.hardFactor { return .endsConnection }
        if self.fields > Self.softFields || self.bytes > self.softBytes { return .refusesCall }
        return .fits
    }
}
