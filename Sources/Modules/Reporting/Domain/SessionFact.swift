import Foundation
import KAAKernel

/// One session at Skolslussen, as it was known at some time.
struct SessionFact: Hashable, Sendable {
    let id: UUID
    let youngPerson: YoungPersonID
    let day: CivilDate
    /// Whether the person came.
    let isHeld: Bool
}
