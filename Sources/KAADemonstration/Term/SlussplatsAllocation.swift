import KAAKernel

/// Gives slussplatser to persons, never more at a school than it has.
struct SlussplatsAllocation {
    private var free: [(school: SchoolUnit, places: Int)]
    private let calendar: TermCalendar
    private var random: SeededGenerator

    init(offerings: [SlussplatsOffering], calendar: TermCalendar, random: SeededGenerator) {
        self.free = offerings.map { ($0.school, $0.capacity) }
        self.calendar = calendar
        self.random = random
    }

    /// Books and starts up to `count` places.
    ///
    /// Those whose coverage ends with the start of an introduktionsprogram in the term come first, and start on that day;
    /// then others who wait for help.
    mutating func allocate(_ count: Int, to stories: inout [PersonStory]) {
        var starters = stories.indices.filter { self.startDay(of: stories[$0]) != nil }
        var others = stories.indices.filter { stories[$0].wantsSupport && stories[$0].person.departure == nil }
        self.random.shuffle(&starters)
        self.random.shuffle(&others)
        var left = count
        for index in starters + others where left > 0 {
            guard let school = self.schoolWithMostFree() else { return }
            let isGiven =
                if let start = self.startDay(of: stories[index]) {
                    stories[index].take(school, startingOn: start, random: &self.random)
                } else {
                    stories[index].take(school, random: &self.random)
                }
            if isGiven {
                self.take(school)
                left -= 1
            }
        }
    }

    /// The day on which a person starts an introduktionsprogram after the school start, if the register says so.
    private func startDay(of story: PersonStory) -> CivilDate? {
        guard let departure = story.person.departure, departure.reason == .startedIntroduction,
            departure.date > self.calendar.largeMailing, departure.date <= self.calendar.lastDay
        else { return nil }
        return departure.date
    }

    private func schoolWithMostFree() -> SchoolUnit? {
        guard let most = self.free.map(\.places).max(), most > 0 else { return nil }
        return self.free.first { $0.places == most }?.school
    }

    private mutating func take(_ school: SchoolUnit) {
        guard let index = self.free.firstIndex(where: { $0.school == school }) else { return }
        self.free[index].places -= 1
    }
}
