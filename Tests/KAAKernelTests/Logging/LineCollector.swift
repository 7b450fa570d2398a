import Synchronization

/// Keeps the lines that a logger writes.
final class LineCollector: Sendable {
    private let collected = Mutex<[String]>([])

    var lines: [String] {
        self.collected.withLock { $0 }
    }

    func append(_ line: String) {
        self.collected.withLock { $0.append(line) }
    }
}
