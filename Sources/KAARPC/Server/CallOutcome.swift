import Logging

/// How a handler ended, and what interceptors know of the call for the log.
struct CallOutcome: Sendable {
    let result: Result<Void, RPCError>
    private let interceptors: InterceptorChain
    private let context: ServerContext

    init(_ result: Result<Void, RPCError>, _ interceptors: InterceptorChain, _ context: ServerContext) {
        self.result = result
        self.interceptors = interceptors
        self.context = context
    }

    /// What the line of a call that failed has besides; found out when it is asked for.
    var logMetadata: Logger.Metadata {
        self.interceptors.all.reduce(into: [:]) { metadata, interceptor in
            metadata.merge(interceptor.logMetadata(self.context)) { _, new in new }
        }
    }
}
