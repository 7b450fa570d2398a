public import Foundation

/// What time it is, as far as the system is concerned; passed in wherever time matters.
public protocol KernelClock: Sendable {
    /// The present moment.
    var now: Date { get }
}

extension KernelClock {
    /// The present day in Sweden, where all statutory days are counted.
    public var today: CivilDate {
        CivilDate(swedishDayOf: self.now)
    }
}
