/// A part of what is held about a person that no contract has a method for yet, so that a file says that it lacks it.
enum UnservedPart: String, CaseIterable {
    /// When the person was covered, other than today.
    case coverageIntervals = "coverage intervals"

    /// What folkbokföringen has told of the person over time.
    case residence = "residence over time"

    /// What schools have told of studies.
    case enrolments

    /// Grades and other merits.
    case merits

    /// That a school told of absence or of an end of studies.
    case schoolNotices = "school notices"

    /// Places at a school to try it.
    case slussplatsBookings = "slussplats bookings"

    /// The part in an extract.
    var swedish: String {
        switch self {
        case .coverageIntervals: "de perioder då du har omfattats av aktivitetsansvaret"
        case .residence: "folkbokföringens uppgifter om dig vid olika tider"
        case .enrolments: "skolornas uppgifter om dina studier"
        case .merits: "betyg och andra meriter"
        case .schoolNotices: "anmälningar från skolor"
        case .slussplatsBookings: "bokade platser för att pröva på en skola (slussplatser)"
        }
    }
}
