import KAAKernel

/// A person's place at a school, and when the pupil register came to know of it.
struct EnrolmentFact: Hashable, Sendable {
    var schoolForm: SchoolForm
    var programme: String
    var unit: SchoolUnit
    var start: CivilDate
    var knownFrom: CivilDate
    var end: End?

    /// The last day, and the day from which the register says it.
    struct End: Hashable, Sendable {
        var lastDay: CivilDate
        var knownFrom: CivilDate
    }

    /// School forms by the codes of SS 12000.
    enum SchoolForm: String, Sendable {
        case compulsory = "GR"
        case upperSecondary = "GY"
        case adaptedUpperSecondary = "GYS"
        case adultUpperSecondary = "VUXGY"
        case swedishForImmigrants = "SFI"
        case folkhogskola = "FHS"
    }
}
