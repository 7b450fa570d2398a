import Synchronization

/// The pauses that were asked for.
final class DurationLog: Sendable {
    private let kept = Mutex<[Duration]>([])

    var durations: [Duration] {
        self.kept.withLock { $0 }
    }

    func append(_ duration: Duration) {
        self.kept.withLock { $0.append(duration) }
    }
}
