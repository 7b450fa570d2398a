import KAAKernel

/// That a person starts on an intervention, before the catalogue has been looked at.
struct InterventionStart: Hashable, Sendable {
    let youngPerson: YoungPersonID
    let type: InterventionTypeCode
    /// The first day.
    let day: CivilDate
}
