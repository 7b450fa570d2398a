import Foundation
import KAARPC

/// A decision that holds for all calls of a connection that state the same, as long as the token counts and the day lasts.
///
/// What else policy goes by is fixed when the kernel starts. Consents, and whom a call is about, are asked of at each call.
final class StandingDecision: Sendable {
    /// What was decided.
    let decision: CallDecision

    /// What proves the caller.
    let token: TokenStanding

    /// The day whose law it was decided by.
    private let day: Range<Date>

    /// Creates a decision for the Swedish day of a moment.
    init(_ decision: CallDecision, _ token: TokenStanding, at moment: Date) {
        self.decision = decision
        self.token = token
        let day = CivilDate(swedishDayOf: moment)
        self.day = day.swedishMidnight..<day.addingDays(1).swedishMidnight
    }

    /// Whether it would be decided by the same law at a moment.
    func isOfDay(of moment: Date) -> Bool {
        self.day.contains(moment)
    }

    /// The key under which the kernel keeps it for calls that come again.
    enum Key: ServerContextKey {
        typealias Value = StandingDecision
    }
}
