import Foundation
import KAAKernel

/// That somebody of the group has seen what is guarded about a protected person.
struct ProtectedReveal: Hashable, Sendable {
    /// The notice's own identifier.
    let id: UUID
    /// Whose data.
    let youngPersonID: YoungPersonID
    /// When.
    let revealedAt: Date
    /// The account of who saw it.
    let account: String
}
