import KAAKernel

/// The work of an autumn term as a list of deeds in order of date, for somebody else to play.
///
/// Everyone new gets a letter within a month and everyone else at the large mailing after 15 September; then come text
/// messages, calls, the Knackakort and the visit until the person is reached. Those reached get a day for the next contact, a
/// session at Skolslussen, a slussplats or an intervention. The same persons in the same order and the same random source
/// give the same script.
package struct TermScript: Hashable, Sendable {
    /// The deeds in order of date; on one day in the order of the persons, and each person's in the order they are done.
    package let actions: [TermAction]
    /// The places that the schools keep; the player opens them before the first booking.
    package let offerings: [SlussplatsOffering]

    /// Writes the script of a term.
    ///
    /// - Parameters:
    ///   - persons: Everyone covered at some time in the term.
    ///   - calendar: The term.
    ///   - random: The source; it isn't advanced for the caller.
    /// - Complexity: O(*n* log *n*) in the persons.
    package init(_ persons: [ScriptPerson], calendar: TermCalendar, random: SeededGenerator) {
        var stories = persons.enumerated().map { index, person in
            var story = PersonStory(person, calendar: calendar, random: random.fork(.script, index))
            story.live()
            return story
        }
        self.offerings = SlussplatsOffering.offerings(forCovered: persons.count)
        let places = random.fork(.places)
        var allocation = SlussplatsAllocation(offerings: self.offerings, calendar: calendar, random: places)
        allocation.allocate(SlussplatsOffering.takenPlaces(forCovered: persons.count), to: &stories)

        let deeds = stories.enumerated().flatMap { person, story in
            story.actions.enumerated().map { (action: $0.element, person: person, order: $0.offset) }
        }
        self.actions =
            deeds
            .sorted { ($0.action.date, $0.person, $0.order) < ($1.action.date, $1.person, $1.order) }
            .map(\.action)
    }
}
