import KAARPC
import Logging
import Synchronization

/// Keeps what is logged, with what the task says.
final class LogCollector: Sendable {
    struct Record: Sendable {
        let level: Logger.Level
        let message: String
        let metadata: [String: String]
        let error: String?
    }

    private let state = Mutex<[Record]>([])

    var records: [Record] {
        self.state.withLock { $0 }
    }

    func logger(_ level: Logger.Level = .trace) -> Logger {
        Logger(label: "test") { _ in Target(collector: self, logLevel: level, metadataProvider: .trace) }
    }

    /// The records, once there are `count`.
    func records(_ count: Int) async -> [Record] {
        while self.records.count < count { await Task.yield() }
        return self.records
    }

    private struct Target: LogHandler {
        let collector: LogCollector
        var logLevel: Logger.Level
        var metadata: Logger.Metadata = [:]
        var metadataProvider: Logger.MetadataProvider?

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { self.metadata[key] }
            set { self.metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            var metadata = self.metadata
            metadata.merge(self.metadataProvider?.get() ?? [:]) { _, new in new }
            metadata.merge(event.metadata ?? [:]) { _, new in new }
            let record = Record(
                level: event.level,
                message: event.message.description,
                metadata: metadata.mapValues { "\($0)" },
                error: event.error.map { "\($0)" }
            )
            self.collector.state.withLock { $0.append(record) }
        }
    }
}
