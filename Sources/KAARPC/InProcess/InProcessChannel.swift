public import KAAWire
public import Logging

/// Reaches the services of a router in this process.
///
/// Messages pass as values, without sockets or encoding. Interceptors, deadlines, cancellation and metadata are those of a call
/// over the network; message size limits are not, since nothing is copied.
public struct InProcessChannel: RPCChannel {
    private let router: RPCRouter
    private let name: String
    private let failures: FailureLog

    /// Creates a channel.
    ///
    /// - Parameters:
    ///   - router: The methods to reach.
    ///   - name: What ``ServerContext/peer`` tells about the caller.
    ///   - logger: Told of failures, and what lay behind them, which callers do not learn.
    public init(router: RPCRouter, name: String, logger: Logger = Logger(label: "kaa.rpc")) {
        self.router = router
        self.name = name
        self.failures = FailureLog(logger: logger)
    }

    /// Starts a call of any kind.
    public func startCall<Request: WireMessage, Response: WireMessage>(
        _ method: MethodDescriptor,
        options: CallOptions
    ) async throws -> ClientCall<Request, Response> {
        let call = InProcessCall(method, on: self.router, options: options, failures: self.failures)
        call.start(caller: self.name)
        return ClientCall(InProcessClientTransport(call))
    }
}
