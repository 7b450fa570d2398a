import KAAKernel

/// All the birthdays and individual numbers that the city's people can have.
///
/// Every date has 22: eleven for each sex. The two that committed examples use go first, so that a small city has no others.
struct NumberPool {
    /// A birthday with an individual number that is still free.
    struct Slot: Hashable {
        let birthday: CivilDate
        let individualNumber: Int

        /// The sex that the number says: its last digit is even for a woman, odd for a man.
        var sex: Sex { self.individualNumber.isMultiple(of: 2) ? .female : .male }
    }

    /// The first birthday, inclusive.
    let first: CivilDate
    /// The last birthday, inclusive.
    let last: CivilDate

    /// How many people can have a number.
    var capacity: Int { self.birthdays.count * TestPersonnummer.individualNumbers.count }

    private var birthdays: [CivilDate] {
        Array(sequence(first: self.first) { $0 < self.last ? $0.addingDays(1) : nil })
    }

    /// Draws `count` different slots, in order of birthday and number.
    ///
    /// - Throws: ``DemonstrationError`` with the code `tooManyPersons` if there aren't so many.
    /// - Complexity: O(*n* log *n*) in the capacity.
    func draw(_ count: Int, using random: SeededGenerator) throws -> [Slot] {
        guard count <= self.capacity else {
            throw DemonstrationError(
                .tooManyPersons,
                "A city can have at most \(self.capacity) young persons with numbers that belong to nobody; \(count) were asked for."
            )
        }
        var random = random
        let others = TestPersonnummer.individualNumbers.dropFirst(TestPersonnummer.fixtureNumbers.count)
        var drawn: [Slot] = []
        for numbers in [TestPersonnummer.fixtureNumbers, Array(others)] {
            var slots = self.birthdays.flatMap { birthday in
                numbers.map { Slot(birthday: birthday, individualNumber: $0) }
            }
            random.shuffle(&slots)
            drawn += slots.prefix(count - drawn.count)
        }
        return drawn.sorted { ($0.birthday, $0.individualNumber) < ($1.birthday, $1.individualNumber) }
    }
}
