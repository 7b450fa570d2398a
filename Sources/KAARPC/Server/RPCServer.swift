public import Logging
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// Serves the methods of a router over HTTP/2.
///
///     let server = RPCServer(router: router, configuration: .init(), logger: logger)
///     try await withThrowingTaskGroup { group in
///         group.addTask { try await server.run() }
///         …
///         server.beginGracefulShutdown()
///     }
public final class RPCServer: Sendable {
    /// Why a server does not run.
    public enum StartError: Error, Hashable {
        /// ``RPCServer/run()`` was called before; a server runs once.
        case hasRun
        /// The server ended before it listened.
        case ended
    }

    private enum State {
        case idle
        case starting
        case listening(RPCAddress)
        case ended
    }

    /// What the server has counted: calls, connections, streams, handlers.
    public let telemetry: RPCTelemetry

    private let resources: ServerResources
    private let registry: ConnectionRegistry
    private let state = Mutex(State.idle)
    private let started = Latch()
    private let shutdownAsked = Latch()

    /// Creates a server that does not listen yet.
    ///
    /// - Parameters:
    ///   - router: The methods to serve.
    ///   - configuration: How to listen, and the bounds for peers.
    ///   - logger: Told about failed calls and closed connections.
    public init(router: RPCRouter, configuration: RPCServerConfiguration, logger: Logger) {
        self.telemetry = RPCTelemetry(router: router)
        self.resources = ServerResources(
            router: router,
            configuration: configuration,
            logger: logger,
            failures: FailureLog(logger: logger)
        )
        self.registry = ConnectionRegistry(configuration)
    }

    /// Where the server listens; waits until it does.
    ///
    /// - Throws: ``StartError/ended`` if the server ended instead; ``run()`` tells why.
    public var listeningAddress: RPCAddress {
        get async throws {
            await self.started.wait()
            guard case .listening(let address) = self.state.withLock({ $0 }) else { throw StartError.ended }
            return address
        }
    }

    /// Listens and serves until ``beginGracefulShutdown()`` or until the task is cancelled.
    ///
    /// Returns when every handler has returned and every connection is closed. After a shutdown, calls may take the
    /// configured grace to finish; after a cancellation they are cancelled at once.
    ///
    /// - Throws: ``StartError/hasRun``, or ``ListenError`` if it cannot listen.
    public func run() async throws {
        try self.start()
        defer {
            self.state.withLock { $0 = .ended }
            self.started.open()
        }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: self.resources.configuration.eventLoops)
        do {
            let listener = try await self.listen(on: group)
            try await self.serve(listener)
        } catch {
            try await group.shutdownGracefully()
            throw error
        }
        try await group.shutdownGracefully()
    }

    /// Stops taking calls and lets those under way finish.
    ///
    /// - Note: RFC 9113 section 6.8: a notice, and after a round trip the final GOAWAY.
    public func beginGracefulShutdown() {
        self.shutdownAsked.open()
    }
}

extension RPCServer {
    private func start() throws {
        try self.state.withLock { state in
            guard case .idle = state else { throw StartError.hasRun }
            state = .starting
        }
    }

    private func listen(on group: MultiThreadedEventLoopGroup) async throws -> any Channel {
        let tls = try self.resources.configuration.tls?.makeContext()
        let loops = ServerLoops(group, telemetry: self.telemetry)
        let channel: any Channel
        do {
            channel = try await self.bind(on: group, tls: tls, loops: loops)
        } catch {
            let configuration = self.resources.configuration
            throw ListenError(host: configuration.host, port: configuration.port, cause: error)
        }
        let port = channel.localAddress?.port ?? self.resources.configuration.port
        let address = RPCAddress(host: self.resources.configuration.host, port: port)
        self.state.withLock { $0 = .listening(address) }
        self.started.open()
        return channel
    }

    private func bind(
        on group: MultiThreadedEventLoopGroup,
        tls: NIOSSLContext?,
        loops: ServerLoops
    ) async throws -> any Channel {
        try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.maxMessagesPerRead, value: 4)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try self.initialize(channel, tls: tls, loops: loops)
                }
            }
            .bind(host: self.resources.configuration.host, port: self.resources.configuration.port)
            .get()
    }

    private func initialize(_ channel: any Channel, tls: NIOSSLContext?, loops: ServerLoops) throws {
        let loop = loops.member(for: channel.eventLoop)
        let role = ServerConnection(
            channel: channel,
            loop: loop,
            server: self.resources,
            registry: self.registry
        )
        if let refusal = self.registry.add(role) {
            loop.meter.connectionWasRefused(refusal)
            channel.close(promise: nil)
            return
        }
        loop.meter.connectionDidOpen()
        let connection = HTTP2Connection(role: role)
        if let tls, let settings = self.resources.configuration.tls {
            try channel.pipeline.syncOperations.addHandler(settings.makeHandler(tls))
        }
        role.open(connection)
        try channel.pipeline.syncOperations.addHandler(connection)
    }

    private func serve(_ listener: any Channel) async throws {
        await withTaskCancellationHandler {
            await self.shutdownAsked.wait()
        } onCancel: {
            self.shutdownAsked.open()
        }
        // Also closed when the listener has failed by itself; the connections are what matters from here on.
        try? await listener.close()
        self.registry.beginShutdown()
        let grace = TimeAmount(saturating: self.resources.configuration.shutdownGrace)
        let timer = listener.eventLoop.scheduleTask(in: grace) { self.registry.closeAll() }
        await withTaskCancellationHandler {
            await self.registry.drained.wait()
        } onCancel: {
            self.registry.closeAll()
        }
        timer.cancel()
    }
}
