import Foundation
import KAAKernel

/// One person's part in an intervention, as it was known at some time.
struct InterventionFact: Hashable, Sendable {
    /// How it ended.
    struct End: Hashable, Sendable {
        /// The last day.
        let day: CivilDate
        let reason: EndReason
    }

    let id: UUID
    let youngPerson: YoungPersonID
    /// The code of the line in the catalogue.
    let type: String
    /// The first day.
    let startedOn: CivilDate
    /// `nil` while it went on.
    let end: End?
}
