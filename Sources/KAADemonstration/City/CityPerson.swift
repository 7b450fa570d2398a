import KAAKernel

/// An invented young person, with everything that the registers come to know during the term.
struct CityPerson: Hashable, Sendable {
    /// The position in the city, from zero, in order of birthday; names the person where a personnummer must not stand.
    let number: Int
    /// Twelve digits by the rule of ``TestPersonnummer``.
    let digits: String
    let birthday: CivilDate
    let sex: Sex
    let givenName: String
    let familyName: String
    /// In the order in which they become known.
    let residence: [FolkbokforingFact]
    let school: SchoolHistory

    /// What folkbokföringen says of the person on a day, or nothing if it doesn't name the person then.
    func residence(asKnownOn day: CivilDate) -> FolkbokforingFact.Entry? {
        self.residence.last { $0.knownFrom <= day }?.entry
    }
}
