public import Foundation

/// One run of a job, as the database keeps it.
public struct JobRun: Equatable, Sendable {
    /// The run's identifier.
    public var id: UUID

    /// The job's name, such as `outreach.nightly`.
    public var name: String

    /// Where it stands.
    public var state: JobState

    /// How far it has come.
    public var progress: JobProgress

    /// What the run was asked to do; the job knows the encoding.
    public var arguments: [UInt8]

    /// When it was asked for.
    public var queuedAt: Date

    /// When it started.
    public var startedAt: Date?

    /// When it ended.
    public var finishedAt: Date?

    /// Why it failed.
    public var failure: JobFailure?

    /// What it came to; the job knows the encoding.
    public var result: [UInt8]?
}
