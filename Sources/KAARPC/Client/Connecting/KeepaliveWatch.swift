import NIOCore

/// Tells when a silent connection is to be asked for a sign of life, and when to give it up.
struct KeepaliveWatch {
    /// What to do when the time has come.
    enum Step: Equatable {
        /// Look again at this time.
        case wait(until: NIODeadline)
        /// Send a PING, then look again at this time.
        case ping(until: NIODeadline)
        /// Close the connection.
        case giveUp
    }

    private let time: TimeAmount
    private let timeout: TimeAmount
    private let permitsWithoutCalls: Bool
    private var lastRead: NIODeadline
    private var askedAt: NIODeadline?

    /// - Parameters:
    ///   - keepalive: The settings.
    ///   - factor: How many times longer to wait than they say, because servers asked for it.
    ///   - now: When the connection was made.
    init(_ keepalive: ClientKeepalive, factor: Int, now: NIODeadline) {
        self.time = TimeAmount(saturating: keepalive.time * factor)
        self.timeout = TimeAmount(saturating: keepalive.timeout)
        self.permitsWithoutCalls = keepalive.permitsWithoutCalls
        self.lastRead = now
    }

    /// When to look the first time.
    var start: NIODeadline {
        self.lastRead + self.time
    }

    /// Any byte is a sign of life.
    mutating func didRead(at now: NIODeadline) {
        self.lastRead = now
        self.askedAt = nil
    }

    /// The time to look has come.
    mutating func look(at now: NIODeadline, hasCalls: Bool) -> Step {
        if let askedAt = self.askedAt {
            let end = askedAt + self.timeout
            // Not only at the end: the sign may come before, and be followed by silence.
            return now >= end ? .giveUp : .wait(until: min(end, now + self.time))
        }
        guard now >= self.lastRead + self.time else { return .wait(until: self.lastRead + self.time) }
        guard hasCalls || self.permitsWithoutCalls else { return .wait(until: now + self.time) }
        self.askedAt = now
        return .ping(until: now + min(self.time, self.timeout))
    }
}
