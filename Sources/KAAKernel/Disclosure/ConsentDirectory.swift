import Foundation
import Synchronization

/// The consents that one module knows of, and whether it may rely on them.
///
/// It may while it has a lease: for ``lease`` from the moment it last asked for, and then had, all changes. So whichever
/// way a module loses touch, it relies on nothing that was revoked longer ago than that.
package final class ConsentDirectory: ConsentChecking {
    /// How long a module relies on what it knows without asking again.
    ///
    /// Half of the second in which a revocation must have taken effect everywhere, which leaves the other half for a
    /// machine under load.
    package static let lease = Duration.milliseconds(500)

    private struct State {
        var consents: [UUID: Consent] = [:]
        var position: Int64 = 0
        var confirmedAt: Duration?
        var unsaved: [ConsentChange] = []
    }

    private let state = Mutex(State())
    private let clock: any KernelClock

    /// Creates a directory that knows nothing and relies on nothing.
    ///
    /// - Parameter clock: Tells the lease; nobody sets what it counts.
    package init(clock: any KernelClock) {
        self.clock = clock
    }

    package func check(_ question: ConsentQuestion) throws(ConsentRefusal) -> Consent {
        let uptime = self.clock.uptime
        let known = self.state.withLock { state in
            (isCurrent: Self.leaseEnd(state).map { uptime < $0 } ?? false, consent: state.consents[question.consent])
        }
        guard known.isCurrent else { throw .notCurrent }
        guard let consent = known.consent else { throw .unknown }
        if let refusal = consent.refusal(of: question) { throw refusal }
        return consent
    }

    /// The position up to which all changes are known.
    package var position: Int64 {
        self.state.withLock { $0.position }
    }

    /// When, by the clock's uptime, the directory stops relying on what it knows unless it hears more; `nil` if it does
    /// not rely on it now.
    package var leaseEnd: Duration? {
        let uptime = self.clock.uptime
        return self.state.withLock { Self.leaseEnd($0) }.flatMap { uptime < $0 ? $0 : nil }
    }

    private static func leaseEnd(_ state: State) -> Duration? {
        state.confirmedAt.map { $0 + Self.lease }
    }
}

extension ConsentDirectory {
    /// Takes what was kept from a former run, which is relied on only after it was confirmed.
    func load(_ consents: [Consent], position: Int64) {
        self.state.withLock { state in
            state.consents = Dictionary(consents.map { ($0.id, $0) }) { $1 }
            state.position = position
        }
    }

    /// Takes changes that were read from ``position`` on.
    ///
    /// - Parameters:
    ///   - page: What was read.
    ///   - start: The position after which was asked.
    ///   - askedAt: The clock's uptime before asking.
    /// - Returns: Whether the changes reach to the head.
    @discardableResult
    func take(_ page: ConsentPage, after start: Int64, askedAt: Duration) -> Bool {
        self.state.withLock { state in
            guard page.head >= start else {
                // The record of consents is older than what is known of it, so revocations may be lost with it.
                state.confirmedAt = nil
                return false
            }
            for change in page.changes where change.position > state.position {
                state.consents[change.id] = change.consent
                state.position = change.position
                state.unsaved.append(change)
            }
            guard state.position >= page.head else { return false }
            // Whatever is missing below the head was superseded at a later place that is here too.
            state.confirmedAt = max(state.confirmedAt ?? askedAt, askedAt)
            return true
        }
    }

    /// The changes that have not been kept for the next run.
    var unsaved: [ConsentChange] {
        self.state.withLock { $0.unsaved }
    }

    /// Forgets that changes up to a position have to be kept.
    func markSaved(through position: Int64) {
        self.state.withLock { state in
            state.unsaved.removeAll { $0.position <= position }
        }
    }
}
