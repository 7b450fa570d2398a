import NIOCore
import NIOPosix
import Synchronization

/// A web server of one page, which answers as a test tells it to, on a port of this machine.
final class KeyServer: Sendable {
    enum Answer: Sendable {
        /// This text, as JSON with the status 200.
        case json(String)
        /// These bytes, and then the end of the connection.
        case raw(String)
        /// This head, and after it as much as the other side takes.
        case flood(String)
        /// Nothing, ever.
        case silence
    }

    private struct State {
        var answer: Answer
        var requests = 0
        var floodedBytes = 0
    }

    private let state: Mutex<State>

    private init(_ answer: Answer) {
        self.state = Mutex(State(answer: answer))
    }

    /// Lends a server and the port it listens on.
    static func running(_ answer: Answer, _ body: (KeyServer, Int) async throws -> Void) async throws {
        let server = KeyServer(answer)
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Responder(server: server))
                }
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
        do {
            try await body(server, listener.localAddress?.port ?? 0)
        } catch {
            try await listener.close()
            throw error
        }
        try await listener.close()
    }

    /// Answers otherwise from now on.
    func set(_ answer: Answer) {
        self.state.withLock { $0.answer = answer }
    }

    /// How many requests there were.
    var requests: Int {
        self.state.withLock { $0.requests }
    }

    /// How many bytes of a flood were taken.
    var floodedBytes: Int {
        self.state.withLock { $0.floodedBytes }
    }

    fileprivate func answerNext() -> Answer {
        self.state.withLock { state in
            state.requests += 1
            return state.answer
        }
    }

    fileprivate func countFlooded(_ bytes: Int) {
        self.state.withLock { $0.floodedBytes += bytes }
    }
}

extension KeyServer {
    private final class Responder: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let server: KeyServer

        init(server: KeyServer) {
            self.server = server
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch self.server.answerNext() {
            case .json(let text):
                let head = "HTTP/1.1 200 OK\r\ncontent-length: \(text.utf8.count)\r\n\r\n"
                context.writeAndFlush(self.wrapOutboundOut(ByteBuffer(string: head + text)), promise: nil)
            case .raw(let text):
                let isClosed = context.eventLoop.makePromise(of: Void.self)
                context.writeAndFlush(self.wrapOutboundOut(ByteBuffer(string: text)), promise: isClosed)
                let channel = context.channel
                isClosed.futureResult.whenComplete { _ in channel.close(promise: nil) }
            case .flood(let head):
                context.writeAndFlush(self.wrapOutboundOut(ByteBuffer(string: head)), promise: nil)
                self.flood(context.channel)
            case .silence:
                break
            }
        }

        private func flood(_ channel: any Channel) {
            let server = self.server
            let piece = ByteBuffer(string: "10000\r\n" + String(repeating: "a", count: 65_536) + "\r\n")
            @Sendable func next() {
                channel.writeAndFlush(piece).whenSuccess {
                    server.countFlooded(piece.readableBytes)
                    next()
                }
            }
            next()
        }
    }
}
