/// Why a run failed; a job throws it to choose the words.
public struct JobFailure: Error, Equatable, Sendable {
    /// A stable reason in capitals, for example `FEED_SHRUNKEN`.
    public var reason: String

    /// What an operator reads; without personal data.
    public var message: String

    /// Creates a failure.
    public init(reason: String, message: String) {
        self.reason = reason
        self.message = message
    }

    /// The failure of a run that the process did not live to end.
    static let interrupted = Self(
        reason: "INTERRUPTED",
        message: "The process ended while the job was running; nothing of an unfinished transaction was kept."
    )

    /// The failure behind an error that is not a ``JobFailure``.
    init(_ error: any Error) {
        self = (error as? JobFailure) ?? Self(reason: "INTERNAL", message: error.impersonalText)
    }
}
