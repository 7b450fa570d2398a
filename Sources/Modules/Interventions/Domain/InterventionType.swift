import KAAKernel

/// A line of the catalogue: an intervention that is offered between two days.
///
/// Interventions change every year, so the catalogue is data. A later line may have the code of an earlier one, with
/// another owner or provider; what was recorded under the earlier line stays under it.
struct InterventionType: Hashable, Sendable {
    let code: InterventionTypeCode
    /// The name that officials see, in Swedish.
    let displayName: String
    /// The board that answers for it.
    let owner: Board
    /// Who carries it out.
    let provider: String
    /// The days on which it can be started.
    let validity: CivilDateInterval
}
