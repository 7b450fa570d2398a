import NIOCore
import NIOEmbedded

@testable import KAARPC

/// A server's session that writes down what it is told of requests.
final class RecordingSession: HTTP2SessionDelegate {
    private final class Stream: HTTP2Stream, @unchecked Sendable {
        private let number: Int32
        private let record: (String) -> Void

        init(number: Int32, loop: any EventLoop, record: @escaping (String) -> Void) {
            self.number = number
            self.record = record
            super.init(eventLoop: loop, limits: MessageLimits(maximumReceiveBytes: 65_536, maximumSendBytes: 65_536))
        }

        override func didReceiveHeaders(_ fields: borrowing HeaderFields, isEnd: Bool) {
            var text = "\(self.number)\(isEnd ? " end" : "")\(fields.isOverLimit ? " too large" : "")"
            fields.read { name, value in text += " \(name.text)=\(value.text)" }
            self.record(text)
        }
    }

    /// What happened, in order.
    private(set) var events: [String] = []

    private let loop = EmbeddedEventLoop()
    private var session: HTTP2Session?
    private var accountant: FrameAccountant
    /// The library points to them without holding them.
    private var streams: [HTTP2Stream] = []
    private var time = NIODeadline.uptimeNanoseconds(0)

    init() throws {
        self.accountant = FrameAccountant(limits: FrameLimits(), peerIsClient: true, now: .uptimeNanoseconds(0))
        let settings = HTTP2Settings(
            maximumConcurrentStreams: 100_000,
            streamWindowBytes: 65_536,
            connectionWindowBytes: 1_048_576
        )
        self.session = try HTTP2Session(side: .server, settings: settings, delegate: self)
    }

    /// Takes bytes as a connection does, and ends as it does.
    func receive(_ bytes: [UInt8]) {
        guard let session = self.session, session.wantsInput else { return }
        do {
            // Each read a second later, so that nothing of a test is a flood.
            self.time = self.time + .seconds(1)
            try self.accountant.account(bytes.span, now: self.time)
            try session.feed(ByteBuffer(bytes: bytes), headerFrames: self.accountant.headerFrames)
            try self.accountant.settle(now: self.time)
        } catch {
            self.events.append("ended by \(error)")
            self.session = nil
            return
        }
        if !session.wantsInput { self.events.append("takes no more") }
    }

    func sessionDidBeginRequest(id: Int32) -> HTTP2Stream {
        let stream = Stream(number: id, loop: self.loop) { [unowned self] in self.events.append($0) }
        self.streams.append(stream)
        return stream
    }

    func sessionDidClose(_ stream: HTTP2Stream, code: HTTP2ErrorCode) {
        self.events.append("closed with \(code.rawValue)")
    }

    func sessionDidReset(code: HTTP2ErrorCode) {
        self.events.append("reset with \(code.rawValue)")
    }

    func sessionDidReceiveTooManyHeaders() {
        self.events.append("too many headers")
    }

    func sessionDidReceiveGoAway(code: HTTP2ErrorCode, debugText: String) {
        self.events.append("goes away")
    }

    func sessionDidReceiveSettings(isAcknowledgement: Bool) {}
    func sessionDidReceivePing() {}
    func sessionDidReceiveData() {}
    func sessionDidSend(data byteCount: Int?) {}
    func sessionDidReceivePingAcknowledgement() {}
}
