import KAAKernel

/// A row of the feed from folkbokföringen.
struct FolkbokforingRow: FeedRow, Hashable, Sendable {
    var digits: String
    var givenName: String
    var familyName: String
    var address: InventedAddress
    var kommunkod: String
    var registeredSince: String
    var district: String
    var protection: String
    var deregistrationCode: String
    var deregistrationDate: String

    var fields: [String] {
        [
            self.digits, self.givenName, self.familyName, self.address.street, self.address.postcode, self.address.town,
            self.kommunkod, self.registeredSince, self.district, self.protection, self.deregistrationCode,
            self.deregistrationDate,
        ]
    }
}

extension FolkbokforingRow {
    /// The row that names a person on a day, or nothing if none does.
    init?(_ person: CityPerson, asKnownOn day: CivilDate) {
        guard let entry = person.residence(asKnownOn: day) else { return nil }
        self.digits = person.digits
        self.givenName = person.givenName
        self.familyName = person.familyName
        self.address = entry.address
        self.kommunkod = entry.kommunkod.rawValue
        self.registeredSince = entry.registeredSince.description
        self.district = entry.district.map(\.rawValue) ?? Self.empty
        self.protection = entry.protection == .none ? Self.empty : entry.protection.rawValue
        self.deregistrationCode = entry.deregistration.map(\.code) ?? Self.empty
        self.deregistrationDate = entry.deregistration.map(\.date.description) ?? Self.empty
    }

    /// What the feed writes for "nothing".
    private static let empty = String()
}
