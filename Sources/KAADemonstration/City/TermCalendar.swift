package import KAAKernel

/// The days of an autumn term that the invented life of the city hangs on, counted from 1 July.
package struct TermCalendar: Hashable, Sendable {
    /// The calendar year of the term.
    package let year: Int

    /// 1 July: the school year of the registers begins, and a cohort leaves its compulsory schooling behind.
    package let firstOfJuly: CivilDate

    /// Creates the calendar of the autumn term of `year`.
    ///
    /// - Throws: ``DemonstrationError`` with the code `invalidPlan` if `year` isn't from 2019 to 2100. Before 1 July 2018
    ///   another rule decided who is covered.
    package init(year: Int) throws {
        guard (2019...2100).contains(year), let july = CivilDate(year: year, month: 7, day: 1) else {
            throw DemonstrationError(.invalidPlan, "The demonstration can't show the autumn term of \(year).")
        }
        self.year = year
        self.firstOfJuly = july
    }

    /// 12 June: the last school day of spring, on which merits are dated.
    package var lastDayOfSpring: CivilDate { self.firstOfJuly.addingDays(-19) }

    /// 17 August: the first school day.
    package var schoolStart: CivilDate { self.firstOfJuly.addingDays(47) }

    /// 16 September: the large mailing goes out, after 15 September.
    package var largeMailing: CivilDate { self.firstOfJuly.addingDays(77) }

    /// 18 December: the last day that is shown.
    package var lastDay: CivilDate { self.firstOfJuly.addingDays(170) }

    /// 1 July, some years earlier; leap days move it by a day at most.
    func firstOfJuly(yearsBefore years: Int) -> CivilDate {
        self.firstOfJuly.addingDays(-(years * 1461) / 4)
    }

    /// Draws a day from `first` days after 1 July to `last` days after it, both included.
    func day(_ first: Int, _ last: Int, using random: inout SeededGenerator) -> CivilDate {
        self.firstOfJuly.addingDays(random.number(in: first...last))
    }
}
