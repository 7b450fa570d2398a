public import Foundation
import Synchronization

/// A clock that stands still until it is moved, for tests, demonstrations and runs as of another day.
public final class ManualClock: KernelClock {
    private let moment: Mutex<Date>

    /// Creates a clock that stands at `moment`.
    public init(_ moment: Date) {
        self.moment = Mutex(moment)
    }

    /// Creates a clock that stands at noon of a day in Sweden.
    public convenience init(_ day: CivilDate) {
        self.init(day.swedishNoon)
    }

    /// Where the clock stands.
    public var now: Date {
        self.moment.withLock { $0 }
    }

    /// The time from 1970 to where the clock stands, to the microsecond.
    public var uptime: Duration {
        .microseconds(Int64((self.now.timeIntervalSince1970 * 1_000_000).rounded()))
    }

    /// Moves the clock to `moment`, forwards or back.
    public func set(_ moment: Date) {
        self.moment.withLock { $0 = moment }
    }

    /// Moves the clock by `seconds`, back if negative.
    public func advance(bySeconds seconds: Double) {
        self.moment.withLock { $0 = $0.addingTimeInterval(seconds) }
    }
}
