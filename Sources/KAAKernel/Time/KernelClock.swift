public import Foundation

/// What time it is, as far as the system is concerned; passed in wherever time matters.
public protocol KernelClock: Sendable {
    /// The present moment.
    var now: Date { get }

    /// The time since an arbitrary beginning, which goes on when ``now`` is set: for how long ago something was.
    var uptime: Duration { get }
}

extension KernelClock {
    /// The present day in Sweden, where all statutory days are counted.
    public var today: CivilDate {
        CivilDate(swedishDayOf: self.now)
    }
}
