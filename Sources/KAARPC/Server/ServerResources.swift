import Logging

/// What every connection of a server shares.
struct ServerResources: Sendable {
    let router: RPCRouter
    let configuration: RPCServerConfiguration
    let logger: Logger
    let failures: FailureLog
}
