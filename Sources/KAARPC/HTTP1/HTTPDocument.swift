import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// A small document on a web server, such as the keys that an identity provider publishes.
///
/// It is fetched whole over HTTP/1.1, on a connection of its own, within a time and a length; redirections are not
/// followed. Those who ask while a fetch is under way share it, so a slow server has one connection from us at a time.
public final class HTTPDocument: Sendable {
    /// Where a document is.
    public struct Address: Hashable, Sendable {
        /// A name or an IP address.
        public var host: String

        /// The port.
        public var port: Int

        /// The path with its query, as it goes into the request.
        public var path: String

        /// Creates an address.
        public init(host: String, port: Int, path: String) {
            self.host = host
            self.port = port
            self.path = path
        }
    }

    /// What a fetch led to.
    public struct Version: Sendable {
        /// The number of the fetch, from 1: of two versions the higher one is the newer.
        public let number: Int

        /// The document's bytes.
        public let bytes: [UInt8]
    }

    private struct State {
        var count = 0
        var underWay: EventLoopFuture<Version>?
    }

    private let address: Address
    private let tls: NIOSSLContext?
    private let maximumBytes: Int
    private let timeout: TimeAmount
    private let state = Mutex(State())

    /// Describes a document, without fetching it.
    ///
    /// - Parameters:
    ///   - address: Where it is.
    ///   - tls: How to make sure that it comes from there; `nil` for plain HTTP.
    ///   - maximumBytes: The longest document that is taken.
    ///   - timeout: The time for all of it, from the look-up of the name to the last byte.
    /// - Throws: An error of the TLS library if an authority cannot be read.
    public init(_ address: Address, tls: ClientTLS?, maximumBytes: Int, timeout: Duration) throws {
        self.address = address
        self.tls = try tls.map { try $0.makeContext(protocols: []) }
        self.maximumBytes = maximumBytes
        self.timeout = TimeAmount(saturating: timeout)
    }

    /// Fetches the document; whoever asks at the same time gets the same version.
    ///
    /// - Throws: ``HTTPDocumentError``, or an error of the network or TLS.
    public func fetch() async throws -> Version {
        try await self.started().get()
    }

    /// What the fetch under way leads to; `nil` if there is none.
    ///
    /// - Throws: As ``fetch()``.
    public func fetchUnderWay() async throws -> Version? {
        try await self.state.withLock { $0.underWay }?.get()
    }

    private func started() -> EventLoopFuture<Version> {
        self.state.withLock { state in
            if let underWay = state.underWay { return underWay }
            let loop = MultiThreadedEventLoopGroup.singleton.next()
            let promise = loop.makePromise(of: [UInt8].self)
            state.count += 1
            let number = state.count
            let version = promise.futureResult.map { Version(number: number, bytes: $0) }
            state.underWay = version
            // Not before this lock is released, since it is the loop that runs it.
            loop.execute { self.connect(loop, promise) }
            return version
        }
    }

    private func connect(_ loop: any EventLoop, _ promise: EventLoopPromise<[UInt8]>) {
        let timer = loop.scheduleTask(in: self.timeout) { promise.fail(HTTPDocumentError(.late)) }
        promise.futureResult.whenComplete { _ in
            timer.cancel()
            self.state.withLock { $0.underWay = nil }
        }
        let connected = ClientBootstrap(group: loop)
            .connectTimeout(self.timeout)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try self.initialize(channel, promise) }
            }
            .connect(host: self.address.host, port: self.address.port)
        connected.whenFailure { promise.fail($0) }
        connected.whenSuccess { channel in
            promise.futureResult.whenComplete { _ in channel.close(promise: nil) }
        }
    }

    private func initialize(_ channel: any Channel, _ promise: EventLoopPromise<[UInt8]>) throws {
        if let tls = self.tls {
            let handler = try NIOSSLClientHandler(context: tls, serverHostname: self.serverName)
            try channel.pipeline.syncOperations.addHandler(handler)
        }
        try channel.pipeline.syncOperations.addHTTPClientHandlers()
        try channel.pipeline.syncOperations.addHandler(
            HTTPDocumentHandler(self.address, maximumBytes: self.maximumBytes, promise: promise)
        )
    }

    /// The name for the server to choose its certificate by; an address is checked against the certificate without it.
    private var serverName: String? {
        do {
            _ = try SocketAddress(ipAddress: self.address.host, port: self.address.port)
            return nil
        } catch {
            return self.address.host
        }
    }
}
