package import KAAKernel

/// A covered person as the script of a term knows one: without name, number or address.
package struct ScriptPerson: Hashable, Sendable {
    /// The opaque identifier by which every module knows the person.
    package let identifier: String
    package let district: DistrictCode?
    package let sex: Sex
    /// The first day of the coverage, which may lie years before the term.
    package let openedOn: CivilDate
    /// How the coverage ends, if it is known to end.
    package let departure: Departure?

    package init(
        identifier: String,
        district: DistrictCode?,
        sex: Sex,
        openedOn: CivilDate,
        departure: Departure? = nil
    ) {
        self.identifier = identifier
        self.district = district
        self.sex = sex
        self.openedOn = openedOn
        self.departure = departure
    }
}

extension ScriptPerson {
    /// The first day on which a person isn't covered any more, and why.
    package struct Departure: Hashable, Sendable {
        package let date: CivilDate
        package let reason: Reason

        package init(date: CivilDate, reason: Reason) {
            self.date = date
            self.reason = reason
        }
    }
}

extension ScriptPerson.Departure {
    /// Why a coverage ends, as far as it changes what is done before.
    package enum Reason: Hashable, Sendable, CaseIterable {
        /// Starts an introduktionsprogram; during the term many of these come about through a slussplats.
        case startedIntroduction
        /// Starts, or has completed, another education.
        case education
        case turned20
        case moved
        case other
    }
}
