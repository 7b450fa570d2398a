public import KAAWire
import NIOCore

/// Reaches a service over HTTP/2, at one address or several.
///
/// Connections are made when they are first needed, used by all calls, and made again when they are lost: after a pause that grows
/// while no attempt succeeds. Calls that a server certainly has not begun with are made again on another connection; idempotent
/// ones also after other failures (``HTTP2ChannelConfiguration/retries``).
public final class HTTP2Channel: RPCChannel {
    private let configuration: HTTP2ChannelConfiguration
    private let connections: ChannelConnections
    private let retries: ChannelRetries

    /// Creates a channel that is not connected yet.
    ///
    /// - Parameters:
    ///   - target: Where the server listens; a name stands for all its addresses.
    ///   - configuration: How to connect and call.
    /// - Throws: An error of the TLS library if a certificate or key cannot be read.
    public convenience init(target: RPCAddress, configuration: HTTP2ChannelConfiguration = .init()) throws {
        try self.init(targets: [target], configuration: configuration)
    }

    /// Creates a channel to servers that offer the same, and that is not connected yet.
    ///
    /// - Parameters:
    ///   - targets: Where the servers listen, in order of preference; a name stands for all its addresses.
    ///   - configuration: How to connect and call, and which server a call goes to.
    /// - Throws: An error of the TLS library if a certificate or key cannot be read.
    public convenience init(targets: [RPCAddress], configuration: HTTP2ChannelConfiguration = .init()) throws {
        try self.init(targets: targets, configuration: configuration, environment: ClientEnvironment())
    }

    init(
        targets: [RPCAddress],
        configuration: HTTP2ChannelConfiguration,
        environment: ClientEnvironment
    ) throws {
        self.configuration = configuration
        self.connections = try ChannelConnections(
            targets: targets,
            configuration: configuration,
            environment: environment
        )
        self.retries = ChannelRetries(configuration.retries, random: environment.random)
    }

    deinit {
        self.close()
    }

    /// Makes no more calls, and closes the connections when those under way are over.
    public func close() {
        self.connections.close()
    }

    /// Uses other certificates for the connections made from now on; those there are go on.
    ///
    /// The server's name stays that of the configuration.
    ///
    /// - Parameter tls: The settings.
    /// - Throws: An error of the TLS library if a certificate or key cannot be read; the former ones stay then. An
    ///   ``RPCError`` if the channel is one for plaintext.
    public func reload(_ tls: ClientTLS) throws {
        guard self.configuration.tls != nil else {
            throw RPCError(.failedPrecondition, "A channel for plaintext has no certificates.")
        }
        self.connections.replaceTLSContext(try tls.makeContext())
    }

    /// Starts a call of any kind, connecting first if need be.
    public func startCall<Request: WireMessage, Response: WireMessage>(
        _ method: MethodDescriptor,
        options: CallOptions
    ) async throws -> ClientCall<Request, Response> {
        let timeout = options.timeLeft(at: .now)
        if let timeout, timeout <= .zero {
            throw RPCError(.deadlineExceeded, "The time given for the call had run out.")
        }
        let request = NetworkRequest(
            method: method,
            metadata: options.metadata,
            compression: options.compression,
            trace: options.trace ?? TraceContext.current,
            deadline: timeout.map { NIODeadline.now() + TimeAmount(saturating: $0) },
            waitsForReady: options.waitsForReady,
            limits: MessageLimits(
                maximumReceiveBytes: options.maximumResponseBytes ?? self.configuration.maximumReceiveBytes,
                maximumSendBytes: self.configuration.maximumSendBytes
            )
        )
        let call = NetworkCall(request, connections: self.connections, retries: self.retries)
        do {
            try await call.start()
        } catch {
            call.cancel()
            throw RPCError(ending: error)
        }
        return ClientCall(call)
    }
}
