import Logging
import NIOCore
import Synchronization

/// Writes one line for each call that fails.
///
/// Lines that clients alone can bring about have an allowance: whoever makes calls fail on purpose must not fill the disk, nor hold up
/// the loop that writes. Those left out are counted in the next line.
final class FailureLog: Sendable {
    /// Lines that may come at once, and how often there is one more after that.
    private static let burst = 1000
    private static let refillInterval = TimeAmount.milliseconds(10)

    private struct Allowance {
        var lines = FailureLog.burst
        var refilledAt = NIODeadline.distantPast
        var leftOut = 0
    }

    private let logger: Logger
    private let allowance = Mutex(Allowance())

    init(logger: Logger) {
        self.logger = logger
    }

    /// Writes the line of a call, if its level is logged at all.
    ///
    /// - Parameters:
    ///   - error: How the call ended.
    ///   - call: What is known of the call.
    ///   - now: The time.
    func record(_ error: RPCError, of call: @autoclosure () -> FailedCall, at now: NIODeadline = .now()) {
        let call = call()
        let level = Self.level(of: error, call)
        guard self.logger.logLevel <= level else { return }
        var metadata: Logger.Metadata = [:]
        if level < .error {
            guard let leftOut = self.takeLine(at: now) else { return }
            if leftOut > 0 { metadata["left_out"] = "\(leftOut)" }
        }
        metadata.merge(call.metadata) { _, new in new }
        metadata["code"] = "\(error.code)"
        metadata["reason"] = "\(error.message)"
        self.logger.log(level: level, "A call failed", error: error.cause, metadata: metadata)
    }

    /// Whose fault it is: ours is an error, the end of our capacity a notice, the rest is the client's.
    private static func level(of error: RPCError, _ call: FailedCall) -> Logger.Level {
        switch error.code {
        case .cancelled: .debug
        // Before a handler has begun, these codes tell of a request that breaks the protocol.
        case .unknown, .internalError, .dataLoss: call.hasBegun ? .error : .info
        case .deadlineExceeded, .resourceExhausted, .unavailable: .notice
        default: .info
        }
    }

    /// Takes a line from the allowance.
    ///
    /// - Returns: How many were left out before, or `nil` if this one is.
    private func takeLine(at now: NIODeadline) -> Int? {
        self.allowance.withLock { allowance in
            let refills = (now - allowance.refilledAt).nanoseconds / Self.refillInterval.nanoseconds
            if refills > 0 {
                allowance.lines = min(Self.burst, allowance.lines + Int(min(refills, Int64(Self.burst))))
                allowance.refilledAt = now
            }
            guard allowance.lines > 0 else {
                allowance.leftOut += 1
                return nil
            }
            allowance.lines -= 1
            defer { allowance.leftOut = 0 }
            return allowance.leftOut
        }
    }
}
