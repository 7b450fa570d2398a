import Synchronization

/// What was done, in order.
final class ActionLog: Sendable {
    private let texts = Mutex<[String]>([])

    var entries: [String] {
        self.texts.withLock { $0 }
    }

    func append(_ text: String) {
        self.texts.withLock { $0.append(text) }
    }
}
