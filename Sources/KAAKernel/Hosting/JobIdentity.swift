public import Foundation

/// On whose behalf a job changes a database.
public struct JobIdentity: Hashable, Sendable {
    /// Who asked for the job.
    public let caller: Caller

    /// What the job is for.
    public let purpose: Purpose

    /// The job, such as `outreach.nightly`.
    public let name: String

    /// The run.
    public let runID: UUID

    /// Creates an identity.
    public init(caller: Caller, purpose: Purpose, name: String, runID: UUID) {
        self.caller = caller
        self.purpose = purpose
        self.name = name
        self.runID = runID
    }
}
