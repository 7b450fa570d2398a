/// The sex that a personnummer or samordningsnummer states, which official statistics are divided by.
public enum Sex: String, Hashable, Sendable, CaseIterable, BitwiseCopyable {
    /// The individual number is even.
    case female = "FEMALE"
    /// The individual number is odd.
    case male = "MALE"
}
