import KAAKernel

/// Names and addresses of a population, composed once as bytes, so that a person costs a few copies.
struct PopulationStock {
    private static let size = 1 << 12

    /// `,given,family,` for even and for odd numbers.
    private let femaleNames: [[UInt8]]
    private let maleNames: [[UInt8]]
    /// The address with the kommun, and the district with the empty fields after it.
    private let addresses: [[UInt8]]
    private let endings: [[UInt8]]

    init(using random: inout SeededGenerator) {
        self.femaleNames = Self.names(.female, using: &random)
        self.maleNames = Self.names(.male, using: &random)
        let homes = (0..<Self.size).map { _ in
            let district = random.outcome(of: DistrictProfile.stockholm.map { ($0, $0.populationShare) })
            return (address: InventedAddress.drawn(in: district, using: &random), district: district.code.rawValue)
        }
        self.addresses = homes.map { home in
            var text = FeedText()
            let kommun = StockholmDistricts.kommun.rawValue
            text.appendRecord([home.address.street, home.address.postcode, home.address.town, kommun])
            return text.bytes.dropLast(2) + Array(",".utf8)
        }
        self.endings = homes.map { Array(",\($0.district),,,\r\n".utf8) }
    }

    private static func names(_ sex: Sex, using random: inout SeededGenerator) -> [[UInt8]] {
        (0..<Self.size).map { _ in
            let given = InventedNames.givenName(sex, using: &random)
            return Array(",\(given),\(InventedNames.familyName(sex, using: &random)),".utf8)
        }
    }

    /// Adds the row of a person who is folkbokförd since birth, with a name and an address chosen by `draw`.
    func appendFolkbokforing(_ digits: [UInt8], _ since: [UInt8], _ draw: UInt64, to bytes: inout [UInt8]) {
        let name = Int(draw & 0xfff)
        let home = Int((draw >> 12) & 0xfff)
        bytes.append(contentsOf: digits)
        bytes.append(contentsOf: digits[10].isMultiple(of: 2) ? self.femaleNames[name] : self.maleNames[name])
        bytes.append(contentsOf: self.addresses[home])
        bytes.append(contentsOf: since)
        bytes.append(contentsOf: self.endings[home])
    }
}
