import Logging

/// How a handler ended, and what interceptors know of the call for the log.
struct CallOutcome: Sendable {
    let result: Result<Void, RPCError>
    /// Empty for a call that succeeded.
    let logMetadata: Logger.Metadata
}
