/// An enum of a contract, which keeps numbers that it does not know.
public protocol WireEnum: Hashable, Sendable {
    /// The values that the contract knows, in its order.
    static var knownCases: [Self] { get }

    /// Creates the value of a number; every number has one.
    init(rawValue: Int32)

    /// The number on the wire.
    var rawValue: Int32 { get }

    /// The name in the contract without the enum's own, such as `HOME_VISIT`, or the number if the contract has none.
    var mnemonic: String { get }
}

extension WireEnum {
    /// Creates the value with the mnemonic, or `nil` if the contract has none such.
    ///
    /// - Complexity: O(*n*) in the number of values.
    public init?(mnemonic: some StringProtocol) {
        guard let match = Self.knownCases.first(where: { $0.mnemonic == mnemonic }) else { return nil }
        self = match
    }
}
