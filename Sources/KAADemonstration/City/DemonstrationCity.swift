import KAAKernel

/// A city of invented young people, shaped like Stockholm in an autumn term.
///
/// The same plan gives the same city. Every personnummer follows ``TestPersonnummer``, every name and street is made up.
/// The school year begins in August: most have their place since July, some get it late, a few never; in October and
/// November pupils break off. Around them people move, turn 20, come to the country and leave it.
package struct DemonstrationCity: Sendable {
    /// What the city was made from.
    package let plan: CityPlan

    let persons: [CityPerson]
    let messages: [SchoolMessage]

    /// Makes the city.
    ///
    /// - Throws: ``DemonstrationError``: `invalidPlan`, or `tooManyPersons` for more than the 22 numbers of each birthday
    ///   suffice for, about 48 000.
    /// - Complexity: O(*n* log *n*) in the population; 12 000 persons take well under a second.
    package init(_ plan: CityPlan) throws {
        try plan.validate()
        let standing = try StockholmDistricts.directory().districts(on: plan.calendar.firstOfJuly).map(\.code)
        guard Set(standing) == Set(DistrictProfile.stockholm.map(\.code)) else {
            throw DemonstrationError(.invalidPlan, "The demonstration doesn't know the districts of the term.")
        }

        let random = SeededGenerator(seed: plan.seed)
        let slots = try Self.numberPool(for: plan.calendar).draw(plan.population, using: random.fork(.numbers))
        let factory = CityPersonFactory(plan: plan, random: random)
        let persons = try slots.enumerated().map { try factory.makePerson($0.offset, in: $0.element) }
        self.plan = plan
        self.persons = persons
        self.messages = SchoolMessage.numbered(persons)
    }

    /// How many persons the term can show at most.
    package static func capacity(for calendar: TermCalendar) throws -> Int {
        try Self.numberPool(for: calendar).capacity
    }

    /// The numbers of those who turn 15 to 20 in the year of the term.
    private static func numberPool(for calendar: TermCalendar) throws -> NumberPool {
        guard let first = CivilDate(year: calendar.year - 20, month: 1, day: 1),
            let last = CivilDate(year: calendar.year - 15, month: 12, day: 31)
        else {
            throw DemonstrationError(.invalidPlan, "The birthdays of the term aren't in the calendar.")
        }
        return NumberPool(first: first, last: last)
    }
}
