/// The places that one school keeps for young people who come during the term.
package struct SlussplatsOffering: Hashable, Sendable {
    package let school: SchoolUnit
    /// An invented name.
    package let schoolName: String
    package let capacity: Int

    private static let names = [
        "Påhittsgymnasiet", "Låtsasgymnasiet", "Exempelgymnasiet", "Attrappgymnasiet", "Kulissgymnasiet",
        "Skissgymnasiet",
    ]

    /// How many of `covered` get a slussplats: 163 of the 3 657 who were covered without being pupils in 2016.
    ///
    /// - Note: The city auditors' report 10/2016.
    static func takenPlaces(forCovered covered: Int) -> Int {
        Int((Double(covered) * 163 / 3657).rounded())
    }

    /// The places of the six schools, in proportion to the 170 places of 2015, of which 163 were used.
    static func offerings(forCovered covered: Int) -> [SlussplatsOffering] {
        let schools = SchoolUnit.slussplatsSchools
        let places = max(Int((Double(covered) * 170 / 3657).rounded(.up)), schools.count)
        return zip(schools, Self.names).enumerated().map { index, school in
            SlussplatsOffering(
                school: school.0,
                schoolName: school.1,
                capacity: places / schools.count + (index < places % schools.count ? 1 : 0)
            )
        }
    }
}
