import Foundation

/// A caller whom a token proved, and until when that holds without a look at the token.
struct TokenStanding: Sendable {
    /// Who calls.
    let caller: Caller

    /// When the token runs out, the skew included.
    let validUntil: Date

    /// How often anything had been taken back before: should it be more often now, it may have been this.
    let epoch: Int
}
