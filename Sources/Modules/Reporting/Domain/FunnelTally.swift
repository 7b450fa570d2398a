/// The factors M1–M7 of one group, as counts.
///
/// Interventions are named by the numbers of their codes.
struct FunnelTally: Hashable, Sendable {
    /// An intervention that ended for a reason.
    struct Ending: Hashable, Sendable {
        let type: Int
        let reason: EndReason
    }

    /// M1: people covered on at least one day of the window.
    var covered = 0
    /// M2: of those, people with at least one attempt in the window.
    var sought = 0
    /// M3: of those covered, people reached in the window.
    var reached = 0
    /// M4: people by the channel in which they were first reached in the window.
    var reachedBy: [ContactChannel: Int] = [:]
    /// M5: attempts by channel.
    var attempts: [ContactChannel: Int] = [:]
    /// M6: people with an intervention that went on on at least one day of the window.
    var inIntervention = 0
    /// M6 by intervention: people.
    var participants: [Int: Int] = [:]
    /// M7: interventions that ended in the window.
    var endings: [Ending: Int] = [:]

    /// Adds the counts of another group, which has nobody in common with this one.
    static func += (tally: inout Self, other: Self) {
        tally.covered += other.covered
        tally.sought += other.sought
        tally.reached += other.reached
        tally.inIntervention += other.inIntervention
        tally.reachedBy.merge(other.reachedBy, uniquingKeysWith: +)
        tally.attempts.merge(other.attempts, uniquingKeysWith: +)
        tally.participants.merge(other.participants, uniquingKeysWith: +)
        tally.endings.merge(other.endings, uniquingKeysWith: +)
    }

    /// M7: interventions that ended in the window, by reason.
    var endReasons: [EndReason: Int] {
        self.endings.reduce(into: [:]) { $0[$1.key.reason, default: 0] += $1.value }
    }
}
