import CNghttp2
import KAARPC
import NIOCore
import NIOPosix

/// A client that sends any bytes it is told to and shows the frames that come back.
///
/// `@safe`: the header decoder lives exactly as long as this object, which hands it to no one.
@safe
final class RawConnection {
    private var iterator: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var buffer = ByteBuffer()
    private var inflater: OpaquePointer?

    init(
        _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>,
        _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) {
        self.iterator = inbound.makeAsyncIterator()
        self.outbound = outbound
        _ = unsafe nghttp2_hd_inflate_new(&self.inflater)
    }

    deinit {
        unsafe nghttp2_hd_inflate_del(self.inflater)
    }

    /// Sends the preface, empty settings and an acknowledgement of the server's, which is on its way.
    func shakeHands(settings: [UInt8] = []) async throws {
        let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
        try await self.send(preface)
        try await self.send(RawFrame(type: RawFrame.settings, payload: settings))
        try await self.send(RawFrame(type: RawFrame.settings, flags: RawFrame.acknowledgement))
    }

    func send(_ bytes: [UInt8]) async throws {
        try await self.outbound.write(ByteBuffer(bytes: bytes))
    }

    func send(_ frames: RawFrame...) async throws {
        try await self.send(frames.flatMap(\.bytes))
    }

    /// The next frame, or `nil` when the server has closed the connection.
    func nextFrame() async throws -> RawFrame? {
        while true {
            if let frame = self.takeFrame() { return frame }
            guard var part = try await self.iterator.next(isolation: #isolation) else { return nil }
            self.buffer.writeBuffer(&part)
        }
    }

    /// Takes what a client says before its first frame.
    func skipPreface() async throws {
        while self.buffer.readableBytes < 24 {
            guard var part = try await self.iterator.next(isolation: #isolation) else { return }
            self.buffer.writeBuffer(&part)
        }
        self.buffer.moveReaderIndex(forwardBy: 24)
    }

    private func takeFrame() -> RawFrame? {
        guard let head = self.buffer.getBytes(at: self.buffer.readerIndex, length: 9) else { return nil }
        let length = head[0..<3].reduce(0) { $0 << 8 | Int($1) }
        guard self.buffer.readableBytes >= 9 + length else { return nil }
        self.buffer.moveReaderIndex(forwardBy: 9)
        let payload = self.buffer.readBytes(length: length) ?? []
        let stream = head[5..<9].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return RawFrame(type: head[3], flags: head[4], stream: stream, payload: payload)
    }

    /// The next frame of a stream; frames of others are skipped.
    func nextFrame(ofStream stream: UInt32) async throws -> RawFrame? {
        while let frame = try await self.nextFrame() {
            if frame.stream == stream, frame.type != RawFrame.windowUpdate { return frame }
        }
        return nil
    }

    /// The next frame of a type; others are skipped.
    func nextFrame(ofType type: UInt8) async throws -> RawFrame? {
        while let frame = try await self.nextFrame() {
            if frame.type == type { return frame }
        }
        return nil
    }

    /// The fields of all blocks of an answer, and its body; frames of other streams are skipped.
    func answer(toStream stream: UInt32) async throws -> (fields: [String: String], body: [UInt8]) {
        var fields: [String: String] = [:]
        var body: [UInt8] = []
        while let frame = try await self.nextFrame(ofStream: stream) {
            if frame.type == RawFrame.headers {
                fields.merge(self.fields(of: frame)) { $1 }
            } else if frame.type == RawFrame.data {
                body += frame.payload
            }
            if frame.isEnd || frame.type == RawFrame.reset { break }
        }
        return (fields, body)
    }

    /// The fields of a HEADERS frame.
    ///
    /// Every frame must be given once and in order, as they share a table.
    func fields(of frame: RawFrame) -> [String: String] {
        var fields: [String: String] = [:]
        var offset = 0
        var isDone = false
        while !isDone {
            var field = unsafe nghttp2_nv()
            var flags: Int32 = 0
            let count = unsafe frame.payload.withUnsafeBufferPointer { bytes in
                unsafe nghttp2_hd_inflate_hd2(
                    self.inflater,
                    &field,
                    &flags,
                    bytes.baseAddress.map { unsafe $0 + offset },
                    bytes.count - offset,
                    1
                )
            }
            guard count >= 0 else { return fields }
            offset += count
            if UInt32(flags) & NGHTTP2_HD_INFLATE_EMIT.rawValue != 0 {
                let name = unsafe UnsafeBufferPointer(start: field.name, count: field.namelen)
                let value = unsafe UnsafeBufferPointer(start: field.value, count: field.valuelen)
                unsafe fields[String(decoding: name, as: UTF8.self)] = String(decoding: value, as: UTF8.self)
            }
            isDone = UInt32(flags) & NGHTTP2_HD_INFLATE_FINAL.rawValue != 0
        }
        unsafe nghttp2_hd_inflate_end_headers(self.inflater)
        return fields
    }
}

/// Connects to a server and closes the connection after `body`.
func withRawConnection<Result: Sendable>(
    to address: RPCAddress,
    _ body: (RawConnection) async throws -> Result
) async throws -> Result {
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .connect(host: address.host, port: address.port) { channel in
            channel.eventLoop.makeCompletedFuture {
                try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
            }
        }
    return try await channel.executeThenClose { inbound, outbound in
        try await body(RawConnection(inbound, outbound))
    }
}
