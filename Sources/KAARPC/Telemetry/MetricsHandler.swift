import NIOCore
import NIOHTTP1
import Synchronization

/// Answers one request of one connection, then closes it: whoever asks for metrics asks every few seconds.
///
/// `@unchecked Sendable`: every stored property is touched on the channel's event loop only.
final class MetricsHandler: ChannelInboundHandler, @unchecked Sendable {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    /// The time from the connection to the end of the answer.
    private static let timeLimit = TimeAmount.seconds(10)

    private let page: @Sendable () -> [MetricFamily]
    private var hasAnswered = false
    private var timer: Scheduled<Void>?

    init(page: @escaping @Sendable () -> [MetricFamily]) {
        self.page = page
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let channel = context.channel
        self.timer = context.eventLoop.scheduleTask(in: Self.timeLimit) {
            channel.close(promise: nil)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.timer?.cancel()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(let head) = self.unwrapInboundIn(data), !self.hasAnswered else { return }
        self.hasAnswered = true
        let path = head.uri.prefix { $0 != "?" }
        switch (path, head.method) {
        case ("/metrics", .GET): self.answer(.ok, MetricFamily.page(self.page()), context)
        case ("/metrics", _): self.answer(.methodNotAllowed, "Only GET is answered.\n", context)
        default: self.answer(.notFound, "There is nothing but /metrics.\n", context)
        }
    }

    private func answer(_ status: HTTPResponseStatus, _ text: String, _ context: ChannelHandlerContext) {
        let body = ByteBuffer(string: text)
        var head = HTTPResponseHead(version: .http1_1, status: status)
        head.headers.add(name: "content-type", value: status == .ok ? MetricFamily.contentType : "text/plain")
        head.headers.add(name: "content-length", value: "\(body.readableBytes)")
        head.headers.add(name: "connection", value: "close")
        if status == .methodNotAllowed {
            head.headers.add(name: "allow", value: "GET")
        }
        let channel = context.channel
        context.write(self.wrapOutboundOut(.head(head)), promise: nil)
        context.write(self.wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        context.writeAndFlush(self.wrapOutboundOut(.end(nil))).whenComplete { _ in
            channel.close(promise: nil)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    /// The connections open at once, which are few.
    final class Connections: Sendable {
        private static let maximum = 16

        private let count = Mutex(0)

        /// Counts a connection until it is closed.
        ///
        /// - Returns: Whether there is room for it.
        func enter(_ channel: any Channel) -> Bool {
            let isTaken = self.count.withLock { count in
                guard count < Self.maximum else { return false }
                count += 1
                return true
            }
            if isTaken {
                channel.closeFuture.whenComplete { _ in
                    self.count.withLock { $0 -= 1 }
                }
            }
            return isTaken
        }
    }
}
