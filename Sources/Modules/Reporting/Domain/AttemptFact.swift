import Foundation
import KAAKernel

/// One attempt to reach a person, as it was known at some time.
struct AttemptFact: Hashable, Sendable {
    let id: UUID
    let youngPerson: YoungPersonID
    let day: CivilDate
    let channel: ContactChannel
    let result: AttemptResult
}
