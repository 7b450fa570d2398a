import NIOCore
import NIOHTTP1

/// Asks for one document and collects it, up to a length.
final class HTTPDocumentHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private let address: HTTPDocument.Address
    private let maximumBytes: Int
    private let promise: EventLoopPromise<[UInt8]>
    private var bytes: [UInt8] = []
    private var isOver = false

    init(_ address: HTTPDocument.Address, maximumBytes: Int, promise: EventLoopPromise<[UInt8]>) {
        self.address = address
        self.maximumBytes = maximumBytes
        self.promise = promise
    }

    func channelActive(context: ChannelHandlerContext) {
        let headers: HTTPHeaders = [
            "host": "\(self.address.host):\(self.address.port)", "accept": "application/json", "connection": "close",
        ]
        let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: self.address.path, headers: headers)
        context.write(self.wrapOutboundOut(.head(head)), promise: nil)
        context.writeAndFlush(self.wrapOutboundOut(.end(nil)), promise: nil)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !self.isOver else { return }
        switch self.unwrapInboundIn(data) {
        case .head(let head):
            let announced = head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
            if head.status != .ok {
                self.end(.failure(HTTPDocumentError(.status(Int(head.status.code)))), context)
            } else if announced > self.maximumBytes {
                self.end(.failure(HTTPDocumentError(.tooLong)), context)
            }
        case .body(let part):
            guard self.bytes.count + part.readableBytes <= self.maximumBytes else {
                self.end(.failure(HTTPDocumentError(.tooLong)), context)
                return
            }
            self.bytes += part.readableBytesView
        case .end:
            self.end(.success(self.bytes), context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        self.end(.failure(error), context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.end(.failure(HTTPDocumentError(.cutOff)), context)
        context.fireChannelInactive()
    }

    private func end(_ result: Result<[UInt8], any Error>, _ context: ChannelHandlerContext) {
        guard !self.isOver else { return }
        self.isOver = true
        self.promise.completeWith(result)
        context.close(promise: nil)
    }
}
