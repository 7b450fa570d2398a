import Foundation
public import Logging

/// A swift-log handler that writes one line per record to standard error, with personal identity numbers blanked.
public struct StructuredLog: LogHandler {
    /// The lowest level that is written.
    public var logLevel: Logger.Level

    /// What every record of this logger carries.
    public var metadata: Logger.Metadata = [:]

    /// What every record carries of the task it is made in.
    public var metadataProvider: Logger.MetadataProvider?

    private let label: String
    private let format: LogFormat
    private let clock: any KernelClock
    private let write: @Sendable (String) -> Void

    /// Creates a handler.
    ///
    /// - Parameters:
    ///   - label: The name of the logger.
    ///   - level: The lowest level that is written.
    ///   - format: How lines are written.
    ///   - clock: Gives the time of each record.
    ///   - metadataProvider: Gives what comes from the task, such as a trace.
    public init(
        label: String,
        level: Logger.Level,
        format: LogFormat,
        clock: any KernelClock,
        metadataProvider: Logger.MetadataProvider? = nil
    ) {
        self.init(
            label: label,
            level: level,
            format: format,
            clock: clock,
            metadataProvider: metadataProvider,
            // One write for each line, so that lines of different tasks do not mix. A line that nobody can take is lost:
            // a full disk for logs must not end the service.
            write: { try? FileHandle.standardError.write(contentsOf: Data($0.utf8)) }
        )
    }

    init(
        label: String,
        level: Logger.Level,
        format: LogFormat,
        clock: any KernelClock,
        metadataProvider: Logger.MetadataProvider? = nil,
        write: @escaping @Sendable (String) -> Void
    ) {
        self.label = label
        self.logLevel = level
        self.format = format
        self.clock = clock
        self.metadataProvider = metadataProvider
        self.write = write
    }

    /// One item of ``metadata``.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { self.metadata[key] }
        set { self.metadata[key] = newValue }
    }

    /// Writes a record; what it says itself wins over what the task says, and that over what the logger says.
    public func log(event: LogEvent) {
        var metadata = self.metadata
        if let provided = self.metadataProvider?.get() {
            metadata.merge(provided) { _, new in new }
        }
        if let own = event.metadata {
            metadata.merge(own) { _, new in new }
        }
        if let error = event.error {
            metadata["error"] = "\(error.impersonalText)"
        }
        let line = LogLine(
            timestamp: self.clock.now,
            level: event.level,
            label: self.label,
            message: event.message.description,
            metadata: metadata
        )
        self.write(line.text(self.format))
    }
}
