import NIOCore

/// Whether a channel knows the endpoints that its targets stand for.
enum ResolutionState {
    case needed
    case underway(isFirst: Bool, failures: Int)
    case failed(RPCError, failures: Int, notBefore: NIODeadline)
    case known(at: NIODeadline)
    case stale

    /// When to try again, or `nil` if that is not the question.
    var notBefore: NIODeadline? {
        guard case .failed(_, _, let notBefore) = self else { return nil }
        return notBefore
    }

    /// Begins to find the endpoints, if that is due.
    ///
    /// - Parameters:
    ///   - now: The time.
    ///   - isWanted: Whether a call waits for them.
    /// - Returns: Whether it has begun.
    mutating func begins(at now: NIODeadline, isWanted: Bool) -> Bool {
        switch self {
        case .needed where isWanted:
            self = .underway(isFirst: true, failures: 0)
        case .failed(_, let failures, let notBefore) where isWanted && notBefore <= now:
            self = .underway(isFirst: true, failures: failures)
        case .stale:
            self = .underway(isFirst: false, failures: 0)
        case .needed, .failed, .underway, .known:
            return false
        }
        return true
    }

    mutating func fail(_ error: RPCError, backoff: ExponentialBackoff, random: Double, at now: NIODeadline) {
        guard case .underway(let isFirst, let failures) = self else { return }
        guard isFirst else {
            // The endpoints known so far are better than none.
            self = .known(at: now)
            return
        }
        let delay = TimeAmount(saturating: backoff.delay(afterFailures: failures + 1, random: random))
        self = .failed(error, failures: failures + 1, notBefore: now + delay)
    }

    /// Something did not go well that may be explained by addresses that have changed.
    mutating func expire(after interval: TimeAmount, at now: NIODeadline) {
        guard case .known(let since) = self, now - since >= interval else { return }
        self = .stale
    }
}
