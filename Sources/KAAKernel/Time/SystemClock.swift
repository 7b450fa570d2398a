public import Foundation

/// The clock of the machine.
public struct SystemClock: KernelClock {
    /// Creates the clock.
    public init() {}

    /// The present moment, as the machine tells it.
    public var now: Date {
        Date()
    }
}
