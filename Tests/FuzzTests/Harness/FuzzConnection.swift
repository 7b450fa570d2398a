import Logging
import NIOCore
import NIOEmbedded

@testable import KAARPC

/// A connection of a server that exists only in memory, on a loop that runs when it is told to.
final class FuzzConnection {
    let channel: EmbeddedChannel
    private weak var role: ServerConnection?
    private(set) var outputBytes = 0
    private var output: [UInt8] = []

    init(router: RPCRouter, logger: Logger) throws {
        var configuration = RPCServerConfiguration()
        configuration.maximumReceiveBytes = 32_768
        configuration.maximumBufferedBytes = 262_144
        configuration.handshakeTimeout = .seconds(5)
        configuration.ageJitter = { 0 }
        let loop = EmbeddedEventLoop()
        self.channel = EmbeddedChannel(loop: loop)
        let registry = ConnectionRegistry(configuration)
        let telemetry = RPCTelemetry(router: router)
        let role = ServerConnection(
            channel: self.channel,
            loop: ServerLoops(loop, telemetry: telemetry).member(for: loop),
            server: ServerResources(
                router: router,
                configuration: configuration,
                logger: logger,
                failures: FailureLog(logger: logger)
            ),
            registry: registry
        )
        self.role = role
        _ = registry.add(role)
        let connection = HTTP2Connection(role: role)
        role.open(connection)
        try self.channel.pipeline.syncOperations.addHandler(connection)
        try self.channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    }

    /// Whether the server has answered the client's SETTINGS.
    var isGreeted: Bool {
        self.output.starts(with: [0, 0]) && self.outputBytes > 9
    }

    /// Whether nothing holds the connection any more: no handler, no timer, no list.
    var isForgotten: Bool {
        self.role == nil
    }

    func receive(_ bytes: [UInt8]) throws {
        // The engine's own errors end the connection; none may come out of the pipeline.
        try self.channel.writeInbound(ByteBuffer(bytes: bytes))
        self.channel.embeddedEventLoop.run()
        self.takeWritten()
    }

    /// Lets the client read from now on.
    func takeOutput() {
        self.channel.isWritable = true
        self.channel.pipeline.fireChannelWritabilityChanged()
        self.channel.embeddedEventLoop.run()
        self.takeWritten()
    }

    func pass(_ time: TimeAmount) {
        self.channel.embeddedEventLoop.advanceTime(by: time)
        self.takeWritten()
    }

    /// Ends the connection as a network does, and lets the handlers notice.
    func lose() {
        _ = try? self.channel.finish(acceptAlreadyClosed: true)
        self.channel.embeddedEventLoop.run()
        self.channel.embeddedEventLoop.advanceTime(by: .hours(1))
    }

    private func takeWritten() {
        while let buffer = try? self.channel.readOutbound(as: ByteBuffer.self) {
            self.outputBytes += buffer.readableBytes
            self.output += buffer.readableBytesView.prefix(max(0, 64 - self.output.count))
        }
    }
}
