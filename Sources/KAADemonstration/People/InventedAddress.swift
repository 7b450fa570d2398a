import KAAKernel

/// Where an invented person lives: a street that doesn't exist, with a postcode and a town that do.
struct InventedAddress: Hashable, Sendable {
    /// The street and number, sometimes with a flat after a comma, so that a CSV reader meets a quoted field.
    let street: String
    /// Five digits, without a space.
    let postcode: String
    let town: String

    /// What is delivered instead of an address for a person with protected registration.
    ///
    /// - Note: Skatteverket forwards mail for them; the real address isn't in the register at all.
    static let forwardedBySkatteverket = InventedAddress(street: "Box 2820", postcode: "40320", town: "Göteborg")

    private static let streetRoots = [
        "Låtsas", "Påhitts", "Exempel", "Prov", "Attrapp", "Skröne", "Fantasi", "Kuliss", "Övnings", "Mönster",
        "Utkasts", "Modell", "Sinnebilds", "Dikt", "Fiktions",
    ]

    private static let streetEndings = ["vägen", "gränd", "gatan", "backen", "stigen", "torget", "slingan"]

    /// Invents an address within a district.
    static func drawn(in district: DistrictProfile, using random: inout SeededGenerator) -> InventedAddress {
        let area = random.element(of: district.postAreas)
        return InventedAddress(
            street: self.street(using: &random),
            postcode: String(random.number(in: area.postcodes)),
            town: area.town
        )
    }

    /// Invents a street and a number.
    static func street(using random: inout SeededGenerator) -> String {
        let name = random.element(of: self.streetRoots) + random.element(of: self.streetEndings)
        let street = "\(name) \(random.number(in: 1...120))"
        return random.happens(0.15) ? "\(street), lgh 1\(random.number(in: 101...499))" : street
    }
}
