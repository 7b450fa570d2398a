import Foundation
import KAAKernel

/// What the job of a purge is asked to do, and by whom.
struct PurgeOrder: Hashable, Sendable {
    let purge: UUID
    let caller: Caller
}
