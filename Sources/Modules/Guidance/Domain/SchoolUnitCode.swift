/// The code of a school unit (*skolenhetskod*): eight digits.
///
/// - Note: Skolverket, skolenhetsregistret.
struct SchoolUnitCode: RawRepresentable, Hashable, Sendable {
    let rawValue: String

    /// Takes eight ASCII digits, or returns `nil`.
    init?(rawValue: String) {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard rawValue.utf8.count == 8, rawValue.utf8.allSatisfy(digits.contains) else { return nil }
        self.rawValue = rawValue
    }
}
