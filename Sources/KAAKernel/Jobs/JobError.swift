/// The reason a job cannot be asked for or stopped.
public struct JobError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A stable reason.
    public enum Reason: String, Sendable {
        /// There is no job of this name.
        case unknownJob = "JOB_UNKNOWN"

        /// There is no such run.
        case unknownRun = "JOB_RUN_UNKNOWN"

        /// The job is running already.
        case alreadyRunning = "JOB_ALREADY_RUNNING"

        /// The run is over, so it cannot be stopped.
        case alreadyFinished = "JOB_RUN_FINISHED"
    }

    /// The reason.
    public let reason: Reason

    init(_ reason: Reason) {
        self.reason = reason
    }

    /// The reason.
    public var description: String {
        self.reason.rawValue
    }
}
