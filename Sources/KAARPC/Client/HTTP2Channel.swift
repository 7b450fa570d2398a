public import KAAWire
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// Reaches a server over HTTP/2, on one connection that is made when it is first needed and again when it is lost.
public final class HTTP2Channel: RPCChannel {
    private enum State {
        case idle
        case connecting(EventLoopFuture<HTTP2Connection>)
        case connected(HTTP2Connection, any EventLoop)
        case closed
    }

    private let target: RPCAddress
    private let configuration: HTTP2ChannelConfiguration
    private let tlsContext: NIOSSLContext?
    private let group: any EventLoopGroup
    private let state = Mutex((State.idle, generation: 0))

    /// Creates a channel that is not connected yet.
    ///
    /// - Parameters:
    ///   - target: Where the server listens.
    ///   - configuration: How to connect.
    /// - Throws: An error of the TLS library if a certificate or key cannot be read.
    public init(target: RPCAddress, configuration: HTTP2ChannelConfiguration = .init()) throws {
        self.target = target
        self.configuration = configuration
        self.tlsContext = try configuration.tls?.makeContext()
        self.group = MultiThreadedEventLoopGroup.singleton
    }

    deinit {
        self.close()
    }

    /// Makes no more calls, and closes the connection when those under way are over.
    public func close() {
        let former = self.state.withLock { state in
            defer { state.0 = .closed }
            return state.0
        }
        switch former {
        case .connected(let connection, let eventLoop):
            eventLoop.execute { Self.finish(connection) }
        case .connecting(let future):
            future.whenSuccess { Self.finish($0) }
        case .idle, .closed:
            break
        }
    }

    private static func finish(_ connection: HTTP2Connection) {
        connection.session?.submitGoAway(.noError)
        connection.setNeedsOutput()
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
        let deadline = timeout.map { NIODeadline.now() + TimeAmount(saturating: $0) }
        let (connection, eventLoop) = try await self.connection(deadline: deadline)
        let limits = MessageLimits(
            maximumReceiveBytes: options.maximumResponseBytes ?? self.configuration.maximumReceiveBytes,
            maximumSendBytes: self.configuration.maximumSendBytes
        )
        let stream = ClientStream(eventLoop: eventLoop, limits: limits, compression: options.compression)
        stream.start(on: connection, headers: self.headers(method, options, deadline: deadline), deadline: deadline)
        return ClientCall(stream)
    }

    private func headers(_ method: MethodDescriptor, _ options: CallOptions, deadline: NIODeadline?) -> HeaderBlock {
        var headers = HeaderBlock()
        headers.add(":method", "POST")
        headers.add(":scheme", self.tlsContext == nil ? "http" : "https")
        headers.add(":path", method.path)
        headers.add(":authority", self.target.description)
        headers.add("te", "trailers")
        headers.add("content-type", "application/grpc")
        headers.add("user-agent", "kaad")
        headers.add("grpc-accept-encoding", Compression.acceptedByThisSide)
        if options.compression == .gzip {
            headers.add("grpc-encoding", "gzip")
        }
        if let deadline {
            let left = max(1, (deadline - .now()).nanoseconds)
            headers.add("grpc-timeout", TimeoutField.format(.nanoseconds(left)), isNeverIndexed: true)
        }
        if let trace = options.trace ?? TraceContext.current {
            headers.add("traceparent", trace.traceparent, isNeverIndexed: true)
            if !trace.state.isEmpty {
                headers.add("tracestate", trace.state, isNeverIndexed: true)
            }
        }
        headers.add(options.metadata)
        return headers
    }
}

// MARK: - Connecting

extension HTTP2Channel {
    private func connection(deadline: NIODeadline?) async throws -> (HTTP2Connection, any EventLoop) {
        let future: EventLoopFuture<HTTP2Connection>
        switch self.prepareConnection() {
        case .connected(let connection, let eventLoop): return (connection, eventLoop)
        case .connecting(let connecting): future = connecting
        case .idle, .closed: throw RPCError(.cancelled, "The channel is closed.")
        }
        let eventLoop = future.eventLoop
        let promise = eventLoop.makePromise(of: HTTP2Connection.self)
        future.cascade(to: promise)
        let timer = deadline.map { deadline in
            eventLoop.scheduleTask(deadline: deadline) {
                promise.fail(RPCError(.deadlineExceeded, "The time given for the call ran out while connecting."))
            }
        }
        defer { timer?.cancel() }
        do {
            let connection = try await withTaskCancellationHandler {
                try await promise.futureResult.get()
            } onCancel: {
                promise.fail(CancellationError())
            }
            return (connection, eventLoop)
        } catch {
            throw RPCError(ending: error)
        }
    }

    /// The connection there is, or the attempt under way, or a new one.
    private func prepareConnection() -> State {
        self.state.withLock { state in
            guard case .idle = state.0 else { return state.0 }
            state.generation += 1
            let eventLoop = self.group.next()
            let ready = eventLoop.makePromise(of: HTTP2Connection.self)
            state.0 = .connecting(ready.futureResult)
            self.connect(on: eventLoop, ready: ready, generation: state.generation)
            return state.0
        }
    }

    private func connect(on eventLoop: any EventLoop, ready: EventLoopPromise<HTTP2Connection>, generation: Int) {
        let configuration = self.configuration
        let tlsContext = self.tlsContext
        let serverName = configuration.tls?.serverName ?? self.target.host
        ready.futureResult.whenComplete { [weak self] result in
            self?.didConnect(result, on: eventLoop, generation: generation)
        }
        ClientBootstrap(group: eventLoop)
            .connectTimeout(TimeAmount(saturating: configuration.connectTimeout))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { [weak self] channel in
                channel.eventLoop.makeCompletedFuture {
                    let role = ClientConnection(eventLoop: eventLoop, configuration: configuration, ready: ready) {
                        self?.didEnd(generation: generation)
                    }
                    let connection = HTTP2Connection(role: role)
                    if let tlsContext {
                        let tls = try Self.makeHandler(tlsContext, serverName: serverName)
                        try channel.pipeline.syncOperations.addHandler(tls)
                    }
                    role.open(connection)
                    try channel.pipeline.syncOperations.addHandler(connection)
                }
            }
            .connect(host: self.target.host, port: self.target.port)
            .whenFailure { error in
                ready.fail(RPCError(.unavailable, "The connection to the server could not be made.", cause: error))
            }
    }

    /// An address has no name to send in the handshake; the certificate is then checked against the address itself.
    private static func makeHandler(_ context: NIOSSLContext, serverName: String) throws -> NIOSSLClientHandler {
        do {
            return try NIOSSLClientHandler(context: context, serverHostname: serverName)
        } catch let error as NIOSSLExtraError where error == .cannotUseIPAddressInSNI {
            return try NIOSSLClientHandler(context: context, serverHostname: nil)
        }
    }

    private func didConnect(_ result: Result<HTTP2Connection, any Error>, on eventLoop: any EventLoop, generation: Int)
    {
        self.state.withLock { state in
            guard state.generation == generation, case .connecting = state.0 else { return }
            switch result {
            case .success(let connection): state.0 = .connected(connection, eventLoop)
            case .failure: state.0 = .idle
            }
        }
    }

    /// The connection takes no more calls; the next call makes another.
    private func didEnd(generation: Int) {
        self.state.withLock { state in
            guard state.generation == generation else { return }
            switch state.0 {
            case .connecting, .connected: state.0 = .idle
            case .idle, .closed: break
            }
        }
    }
}
