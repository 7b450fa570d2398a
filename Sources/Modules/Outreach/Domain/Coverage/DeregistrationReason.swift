/// Why a person is no longer covered from a day on.
enum DeregistrationReason: String, Hashable, Sendable, CaseIterable, BitwiseCopyable {
    /// An enrolment in a national programme began.
    case startedNational = "STARTED_NATIONAL"
    /// An enrolment in an introduktionsprogram began, or began to count.
    case startedIntroductory = "STARTED_INTRO"
    /// An enrolment in anpassad gymnasieskola began.
    case startedAdapted = "STARTED_ADAPTED"
    /// Equivalent education began. No feed tells of it: an official decides.
    case startedEquivalent = "STARTED_EQUIVALENT"
    /// An examen was issued.
    case gymnasieexamen = "GYMNASIEEXAMEN"
    /// A gymnasiebevis, or a gymnasiesärskolebevis, was issued.
    case gymnasiebevis = "GYMNASIEBEVIS"
    /// Equivalent education was completed.
    case completedEquivalent = "COMPLETED_EQUIVALENT"
    /// The person reached the age limit.
    case turned20 = "TURNED_20"
    /// The person became folkbokförd elsewhere, or folkbokföringen has left them out.
    case moved = "MOVED"
    /// The person emigrated.
    case emigrated = "EMIGRATED"
    /// The person died.
    case deceased = "DECEASED"
    /// The registration ended for a reason that says nothing of where the person went, such as a replaced personnummer.
    case wronglyRegistered = "WRONGLY_REGISTERED"

    /// The reason that a deregistration in folkbokföringen amounts to.
    init(_ cause: FolkbokforingDeregistration.Cause) {
        self =
            switch cause {
            case .deceased: .deceased
            case .emigrated: .emigrated
            case .oldPersonnummer, .otherCause, .technical, .missing, .falseIdentity: .wronglyRegistered
            }
    }

    /// The reason that holding a certificate amounts to.
    init(_ merit: Merit) {
        self =
            switch merit {
            case .gymnasieexamen, .yrkesexamen: .gymnasieexamen
            case .gymnasiebevis, .gymnasiesarskolebevis: .gymnasiebevis
            case .motsvarande, .studiebevis: .completedEquivalent
            }
    }

    /// The reason that an open enrolment amounts to.
    init(_ enrolment: Enrolment) {
        self =
            switch enrolment.schoolForm {
            case .gymnasieskola: enrolment.isIntroductory ? .startedIntroductory : .startedNational
            case .anpassadGymnasieskola: .startedAdapted
            default: .startedEquivalent
            }
    }
}
