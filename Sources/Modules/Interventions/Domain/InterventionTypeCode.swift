/// The mnemonic of a line of the catalogue, such as `COACHING`: 1–40 capitals, digits and underscores.
///
/// A code says what is offered and never why somebody needs it: no code may tell of health or crime.
struct InterventionTypeCode: RawRepresentable, Hashable, Sendable {
    private static let maximumCount = 40

    let rawValue: String

    /// Takes a mnemonic, or returns `nil`.
    init?(rawValue: String) {
        guard (1...Self.maximumCount).contains(rawValue.utf8.count), rawValue.utf8.allSatisfy(Self.isAllowed) else {
            return nil
        }
        self.rawValue = rawValue
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
        default: false
        }
    }
}
