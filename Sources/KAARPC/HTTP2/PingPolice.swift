import NIOCore

/// Judges a client by how often it sends PING.
///
/// - Note: gRFC A8, server enforcement.
struct PingPolice {
    private static let maximumStrikes = 2

    private let minimumInterval: TimeAmount
    private let minimumIntervalWithoutCalls: TimeAmount
    private var lastValidPing: NIODeadline?
    private var strikes = 0

    /// - Parameters:
    ///   - minimumInterval: The time between two pings while calls are under way.
    ///   - minimumIntervalWithoutCalls: The time between two pings otherwise.
    init(minimumInterval: TimeAmount, minimumIntervalWithoutCalls: TimeAmount) {
        self.minimumInterval = minimumInterval
        self.minimumIntervalWithoutCalls = minimumIntervalWithoutCalls
    }

    /// Counts a PING.
    ///
    /// - Returns: Whether the client may go on.
    mutating func permitsPing(now: NIODeadline, hasCalls: Bool) -> Bool {
        let interval = hasCalls ? self.minimumInterval : self.minimumIntervalWithoutCalls
        guard let last = self.lastValidPing, now < last + interval else {
            self.lastValidPing = now
            return true
        }
        self.strikes += 1
        return self.strikes <= Self.maximumStrikes
    }

    /// Headers or data have gone out: clients answer those with a PING to measure the way.
    mutating func didSend() {
        self.lastValidPing = nil
        self.strikes = 0
    }
}
