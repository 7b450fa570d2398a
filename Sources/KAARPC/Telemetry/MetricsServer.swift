public import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// Shows metrics to whoever asks for `/metrics` over HTTP/1.1, on a port of its own.
///
/// The page is meant for the operators' network: it has no names and no numbers of persons, and no authentication either.
public final class MetricsServer: Sendable {
    private enum State {
        case idle
        case starting
        case listening(RPCAddress)
        case ended
    }

    private let host: String
    private let port: Int
    private let page: @Sendable () -> [MetricFamily]
    private let logger: Logger
    private let state = Mutex(State.idle)
    private let started = Latch()
    private let shutdownAsked = Latch()

    /// Creates a server that does not listen yet.
    ///
    /// - Parameters:
    ///   - host: The name or address to listen on.
    ///   - port: The port to listen on; 0 for any free one.
    ///   - logger: Told where the server listens.
    ///   - page: Gives what is shown, anew for each request.
    public init(host: String, port: Int, logger: Logger, page: @escaping @Sendable () -> [MetricFamily]) {
        self.host = host
        self.port = port
        self.logger = logger
        self.page = page
    }

    /// Where the server listens; waits until it does.
    ///
    /// - Throws: ``RPCServer/StartError/ended`` if the server ended instead; ``run()`` tells why.
    public var listeningAddress: RPCAddress {
        get async throws {
            await self.started.wait()
            guard case .listening(let address) = self.state.withLock({ $0 }) else { throw RPCServer.StartError.ended }
            return address
        }
    }

    /// Listens and answers until ``shutDown()`` or until the task is cancelled.
    ///
    /// - Throws: ``RPCServer/StartError/hasRun``, or ``ListenError`` if it cannot listen.
    public func run() async throws {
        try self.state.withLock { state in
            guard case .idle = state else { throw RPCServer.StartError.hasRun }
            state = .starting
        }
        defer {
            self.state.withLock { $0 = .ended }
            self.started.open()
        }
        // A thread of its own, so that a page is never made on one that serves calls.
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        do {
            let listener: any Channel
            do {
                listener = try await self.listen(on: group)
            } catch {
                throw ListenError(host: self.host, port: self.port, cause: error)
            }
            await withTaskCancellationHandler {
                await self.shutdownAsked.wait()
            } onCancel: {
                self.shutdownAsked.open()
            }
            // Also closed when it has failed by itself; the group ends the connections.
            try? await listener.close()
        } catch {
            try await group.shutdownGracefully()
            throw error
        }
        try await group.shutdownGracefully()
    }

    /// Stops listening and closes every connection.
    public func shutDown() {
        self.shutdownAsked.open()
    }

    private func listen(on group: MultiThreadedEventLoopGroup) async throws -> any Channel {
        let connections = MetricsHandler.Connections()
        let channel = try await ServerBootstrap(group: group)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard connections.enter(channel) else {
                        channel.close(promise: nil)
                        return
                    }
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(withPipeliningAssistance: false)
                    try channel.pipeline.syncOperations.addHandler(MetricsHandler(page: self.page))
                }
            }
            .bind(host: self.host, port: self.port)
            .get()
        let address = RPCAddress(host: self.host, port: channel.localAddress?.port ?? self.port)
        self.state.withLock { $0 = .listening(address) }
        self.logger.notice("Metrics are shown", metadata: ["address": "\(address)", "path": "/metrics"])
        self.started.open()
        return channel
    }
}
