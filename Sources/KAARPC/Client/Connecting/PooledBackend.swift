import NIOCore

/// One endpoint of a channel: its connections, the attempt to make one, and how long to leave it alone.
struct PooledBackend {
    let endpoint: Endpoint

    /// The connections that take calls.
    private(set) var ready: [ConnectionID] = []

    private(set) var attempt: ConnectionID?
    private(set) var lastError: RPCError?
    private(set) var notBefore: NIODeadline?
    /// Whether an attempt has failed in the present round, which ends when all endpoints have failed.
    private(set) var hasFailed = false
    private var startedAt = NIODeadline.uptimeNanoseconds(0)
    private var failures = 0

    init(endpoint: Endpoint) {
        self.endpoint = endpoint
    }

    /// Whether another attempt may begin.
    func permitsAttempt(at now: NIODeadline) -> Bool {
        guard self.attempt == nil else { return false }
        return self.notBefore.map { $0 <= now } ?? true
    }

    mutating func begin(_ attempt: ConnectionID, at now: NIODeadline) {
        self.attempt = attempt
        self.startedAt = now
    }

    mutating func didConnect() {
        guard let attempt = self.attempt else { return }
        self.attempt = nil
        self.hasFailed = false
        self.ready.append(attempt)
        self.notBefore = nil
        self.lastError = nil
    }

    mutating func didFail(_ error: RPCError, backoff: ExponentialBackoff, random: Double, at now: NIODeadline) {
        self.attempt = nil
        self.hasFailed = true
        self.lastError = error
        self.wait(backoff, random: random, at: now)
    }

    mutating func beginRound() {
        self.hasFailed = false
    }

    /// A connection takes no more calls.
    ///
    /// One that ended young and without a single answer counts as a failed attempt, else a server that takes connections and drops
    /// them would be connected to without a pause. The first such end in a row may be chance, and has no pause after it.
    mutating func didRetire(
        _ connection: ConnectionID,
        wasOfUse: Bool,
        backoff: ExponentialBackoff,
        random: Double,
        at now: NIODeadline
    ) {
        self.ready.removeAll { $0 == connection }
        if wasOfUse || now - self.startedAt >= TimeAmount(saturating: backoff.initial) {
            self.failures = 0
        } else if self.failures == 0 {
            self.failures = 1
        } else {
            self.lastError = RPCError(.unavailable, "The server ended the connection at once.")
            self.wait(backoff, random: random, at: now)
        }
    }

    /// Counted from the beginning of the attempt (`connection-backoff.md`).
    private mutating func wait(_ backoff: ExponentialBackoff, random: Double, at now: NIODeadline) {
        self.failures += 1
        let delay = backoff.delay(afterFailures: self.failures, random: random)
        self.notBefore = max(now, self.startedAt + TimeAmount(saturating: delay))
    }
}
