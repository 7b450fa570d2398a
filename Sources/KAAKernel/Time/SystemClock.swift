public import Foundation

/// The clock of the machine.
public struct SystemClock: KernelClock {
    /// Creates the clock.
    public init() {}

    /// The present moment, as the machine tells it.
    public var now: Date {
        Date()
    }

    /// The time since the process first asked, also that in which the machine slept.
    public var uptime: Duration {
        Self.beginning.duration(to: .now)
    }

    private static let beginning = ContinuousClock.now
}
