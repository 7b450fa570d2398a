import KAAKernel

/// A kommun that people of the city move to.
struct NeighbouringKommun: Hashable, Sendable {
    let code: Kommunkod
    let town: String
    let postcodes: ClosedRange<Int>

    /// Kommuner around Stockholm, and one further off.
    static let all = [
        Self(code: "0126", town: "Huddinge", postcodes: 14_130...14_190),
        Self(code: "0127", town: "Tumba", postcodes: 14_730...14_790),
        Self(code: "0163", town: "Sollentuna", postcodes: 19_140...19_290),
        Self(code: "0182", town: "Nacka", postcodes: 13_130...13_190),
        Self(code: "0183", town: "Sundbyberg", postcodes: 17_220...17_290),
        Self(code: "0184", town: "Solna", postcodes: 16_950...17_090),
        Self(code: "0380", town: "Uppsala", postcodes: 75_220...75_290),
    ]

    /// Invents an address here.
    func drawAddress(using random: inout SeededGenerator) -> InventedAddress {
        InventedAddress(
            street: InventedAddress.street(using: &random),
            postcode: String(random.number(in: self.postcodes)),
            town: self.town
        )
    }
}
