import Foundation
import KAAKernel

/// One try at reaching a young person.
struct ContactAttempt: Hashable, Sendable {
    /// The attempt's identifier.
    let id: UUID
    /// How contact was tried.
    let step: OutreachStep
    /// What came of it.
    let result: AttemptResult
    /// The day.
    let attemptedOn: CivilDate
    /// What the person does, as told at the contact; `nil` if it was not told.
    let occupation: Occupation?
    /// When it was recorded.
    let recordedAt: Date
}
