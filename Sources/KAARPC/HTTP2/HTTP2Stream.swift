import DequeModule
import KAAWire
import NIOCore
import Synchronization

/// One stream of a connection: messages in, messages out, and the tasks that wait for either.
///
/// What differs between the ends is in ``ServerStream`` and ``ClientStream``.
///
/// `@unchecked Sendable`: every stored property is touched on `eventLoop` only; the `async` methods hop there first.
class HTTP2Stream: @unchecked Sendable {
    /// Complete messages that may wait unread before the peer gets no more window for the stream.
    private static let maximumUnreadMessages = 8
    /// Bytes queued above which a writer waits, and at which it goes on.
    static let outboundHighWater = 65_536
    static let outboundLowWater = 16_384

    let eventLoop: any EventLoop
    /// The connection, and the library's number for the stream; `nil` when nothing may be submitted for it any more.
    private(set) var connection: HTTP2Connection?
    private(set) var id: Int32 = 0
    /// The place in the connection's ``StreamTable``.
    final var slot = 0

    private var deframer: MessageDeframer
    private var unread = InboundQueue()
    private let lastReadWasCompressed = Atomic(false)
    private var uncredited = 0
    /// Bytes counted in the connection's ``HTTP2Connection/bufferedBytes``.
    private var buffered = 0
    final var progress = StreamProgress()
    private var readers: Deque<LoopWait<InboundMessage?>> = []
    /// Whether no message follows those in ``unread``, and why if the call failed.
    final var inboundEnd: Result<Void, RPCError>?

    let maximumSendBytes: Int
    final var outbound = OutboundQueue()
    /// Bytes counted in the connection's ``HTTP2Connection/queuedBytes``.
    final var countedOutbound = 0
    final var writers: [LoopWait<Void>] = []
    final var isBodyDeferred = false
    final var hasEndedOutbound = false
    final var trailers: HeaderBlock?

    init(eventLoop: any EventLoop, limits: MessageLimits) {
        self.eventLoop = eventLoop
        self.deframer = MessageDeframer(maximumMessageBytes: limits.maximumReceiveBytes)
        self.maximumSendBytes = limits.maximumSendBytes
    }

    final func open(on connection: HTTP2Connection, id: Int32) {
        self.connection = connection
        self.id = id
    }

    // MARK: - For the two ends

    /// A header block begins.
    func didBeginHeaders() {}

    /// A header block is complete.
    func didReceiveHeaders(_ fields: borrowing HeaderFields, isEnd: Bool) {}

    /// The peer has ended its half.
    func didReceiveEnd() {}

    /// Messages have been added to those unread.
    ///
    /// - Parameters:
    ///   - count: How many.
    ///   - byteCount: Their size as they came, without prefixes.
    func didReceiveMessages(_ count: Int, byteCount: Int) {}

    /// A message is queued.
    ///
    /// - Parameter byteCount: Its size with its prefix.
    func didQueueMessage(byteCount: Int) {}

    /// Whether a message goes out compressed, of which its writer has asked that it is or is not, or nothing; from any thread.
    func compresses(_ asked: Bool?) -> Bool {
        false
    }

    /// A header block of this side is on its way to the socket.
    func didSendHeaders() {}

    /// A message is queued; the header block before it is due.
    func willSendBody() {}

    /// The peer broke a rule of message framing.
    func didReceiveMalformedBody(_ error: RPCError) {}

    /// The connection holds more bytes of messages than it may.
    func didExceedBuffer() {}

    /// The stream is over; ``connection`` is `nil` already.
    func didClose(code: HTTP2ErrorCode) {}

    /// The connection is gone, and the stream with it.
    func didLoseConnection(_ error: RPCError) {}
}

// MARK: - End

extension HTTP2Stream {
    /// From here on nothing is submitted for this stream: the library would use freed memory (rpc.md section 3, row 18).
    final func close(code: HTTP2ErrorCode) {
        self.unbuffer(self.buffered)
        self.outbound.removeAll()
        self.countQueued()
        self.connection = nil
        self.didClose(code: code)
        self.releaseWaiters()
    }

    final func loseConnection(_ error: RPCError) {
        self.connection = nil
        self.didLoseConnection(error)
        self.releaseWaiters()
    }

    private func releaseWaiters() {
        self.outbound.removeAll()
        self.endInbound(.failure(RPCError(.cancelled, "The stream is closed.")))
        self.resumeWriters()
    }
}

// MARK: - Inbound

extension HTTP2Stream {
    final var hasInboundEnded: Bool {
        self.inboundEnd != nil
    }

    /// How the messages from the peer ended, or `nil` while more may come.
    final var inboundOutcome: Result<Void, RPCError>? {
        self.inboundEnd
    }

    final var unreadMessageCount: Int {
        self.unread.count
    }

    /// Whether the peer stopped in the middle of a message.
    final var isMessageIncomplete: Bool {
        self.deframer.isIncomplete
    }

    /// The peer compresses messages by gzip, or some of them.
    final func takeCompressedMessages() {
        self.deframer.takesCompressed = true
    }

    /// Whether the message read last came compressed; from any thread.
    final var lastMessageWasCompressed: Bool {
        self.lastReadWasCompressed.load(ordering: .relaxed)
    }

    final func didReceiveBody(_ bytes: Span<UInt8>) {
        guard let connection = self.connection else { return }
        // The bytes leave the session here, into memory that the stream window bounds; so the connection window never leaks,
        // also not when the stream is closed with messages unread.
        connection.session?.consumeOnConnection(bytes.count)
        self.uncredited += bytes.count
        self.progress.didReceive(bytes.count)
        guard self.inboundEnd == nil else {
            self.creditStream()
            return
        }
        self.buffered += bytes.count
        guard connection.buffer(bytes.count) else {
            self.didExceedBuffer()
            return
        }
        let count = self.unread.count
        let receivedBytes = self.unread.receivedBytes
        do {
            try self.deframer.append(bytes, to: &self.unread)
        } catch {
            self.didReceiveMalformedBody(error)
            return
        }
        self.creditStream()
        if self.unread.count > count {
            let byteCount = self.unread.receivedBytes - receivedBytes
            self.didReceiveMessages(self.unread.count - count, byteCount: byteCount)
            self.serveReaders()
        }
    }

    /// Lets the peer send on, unless the reader is behind.
    ///
    /// Bytes of a message that is still arriving are credited at once, else a message larger than the window would never arrive.
    private func creditStream() {
        guard self.uncredited > 0, self.unread.count < Self.maximumUnreadMessages else { return }
        guard let connection = self.connection else { return }
        connection.session?.consumeOnStream(self.uncredited, id: self.id)
        connection.setNeedsOutput()
        self.uncredited = 0
    }

    /// Says that no message follows; the first call counts.
    final func endInbound(_ end: Result<Void, RPCError>) {
        guard self.inboundEnd == nil else { return }
        self.inboundEnd = end
        self.serveReaders()
    }

    /// Whether the peer could send on: not when what it sent already has to be read first.
    final var acceptsInput: Bool {
        self.unread.count < Self.maximumUnreadMessages
    }

    private func unbuffer(_ byteCount: Int) {
        let count = min(byteCount, self.buffered)
        self.buffered -= count
        _ = self.connection?.buffer(-count)
    }

    /// Ends the call for whoever reads, dropping what they have not read.
    final func abortInbound(_ error: RPCError) {
        self.unread.removeAll()
        self.unbuffer(self.buffered)
        self.inboundEnd = .failure(error)
        self.serveReaders()
    }

    private func serveReaders() {
        while !self.readers.isEmpty, let next = self.takeInbound() {
            self.readers.removeFirst().resume(with: next)
        }
    }

    private func takeInbound() -> Result<InboundMessage?, any Error>? {
        if let message = self.unread.popFirst() {
            self.unbuffer(message.byteCount + MessageDeframer.prefixLength)
            self.creditStream()
            if message.isCompressed != self.lastMessageWasCompressed {
                self.lastReadWasCompressed.store(message.isCompressed, ordering: .relaxed)
            }
            return .success(message)
        }
        switch self.inboundEnd {
        case .success: return .success(nil)
        case .failure(let error): return .failure(error)
        case nil: return nil
        }
    }

    /// The whole of what the peer sends, if it is one message, all of it is here, and this is the event loop.
    final func takeOnly() -> InboundMessage? {
        guard self.eventLoop.inEventLoop, self.unread.count == 1, case .success = self.inboundEnd,
            case .success(let message) = self.takeInbound()
        else { return nil }
        return message
    }

    /// The next message, or `nil` after the last.
    final func receive() async throws -> InboundMessage? {
        if self.eventLoop.inEventLoop, self.readers.isEmpty, let next = self.takeInbound() {
            return try next.get()
        }
        let wait = LoopWait<InboundMessage?>()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                self.onLoop {
                    guard wait.park(continuation) else { return }
                    self.readers.append(wait)
                    self.serveReaders()
                }
            }
        } onCancel: {
            self.onLoop {
                self.readers.removeAll { $0 === wait }
                wait.cancel()
            }
        }
    }
}
