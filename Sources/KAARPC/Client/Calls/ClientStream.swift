import NIOCore
import Synchronization

/// The client's end of one attempt at a call over HTTP/2.
///
/// `@unchecked Sendable`: as ``HTTP2Stream``; what other threads read is in `shared`.
final class ClientStream: HTTP2Stream, @unchecked Sendable {
    private enum State {
        case waitingForHeaders
        case waitingForTrailers
        case over
    }

    private var state = State.waitingForHeaders
    private var metadata: Metadata?
    private var metadataReaders: [LoopWait<Metadata>] = []
    private let shared = Mutex(Metadata())

    /// The call that this is an attempt at; `nil` once it has been told the end.
    private var call: NetworkCall?
    /// The room on the connection; `nil` once it has been given back.
    private var lease: ConnectionLease?
    private var hasSentHeaders = false
    private var wasAnswered = false

    init(lease: ConnectionLease, limits: MessageLimits, call: NetworkCall) {
        self.lease = lease
        self.call = call
        super.init(eventLoop: lease.eventLoop, limits: limits)
    }

    /// Sends the request's header block and the messages there are already.
    func begin(_ headers: HeaderBlock, messages: [ByteBuffer], hasFinishedSending: Bool) {
        guard let lease = self.lease else { return }
        guard self.state != .over else {
            self.release()
            return
        }
        do {
            try lease.link.connection.open(self, headers: headers)
        } catch {
            lease.retire()
            let lost = RPCError(.unavailable, "The connection to the server takes no more calls.", cause: error)
            self.settle(.failure(lost), reach: .neverSent)
            self.release()
            return
        }
        for message in messages {
            self.queue(framed: message)
        }
        if hasFinishedSending {
            self.endOutbound(trailers: nil)
        }
    }

    override func didSendHeaders() {
        self.hasSentHeaders = true
    }

    // MARK: - Answer

    override func didReceiveHeaders(_ fields: borrowing HeaderFields, isEnd: Bool) {
        let head = ResponseHead(fields)
        self.wasAnswered = true
        switch self.state {
        case .waitingForHeaders:
            if isEnd {
                let rejection = head.rejection.map { Result<Void, RPCError>.failure($0) }
                self.finish(rejection ?? head.outcome, metadata: head.metadata, pushback: head.pushback)
            } else if !head.isInformational {
                self.takeFirst(head)
            }
        case .waitingForTrailers:
            self.finish(head.outcome, metadata: head.metadata, pushback: head.pushback)
        case .over:
            break
        }
    }

    private func takeFirst(_ head: ResponseHead) {
        if let rejection = head.rejection {
            self.abort(rejection, reach: .mayBeProcessed)
            return
        }
        self.state = .waitingForTrailers
        if head.compression == .gzip {
            self.takeCompressedMessages()
        }
        self.call?.didAnswer()
        self.metadata = head.metadata
        self.serveMetadataReaders(.success(head.metadata))
    }

    override func didReceiveMalformedBody(_ error: RPCError) {
        self.abort(error, reach: .mayBeProcessed)
    }

    override func didReceiveEnd() {
        guard self.state != .over else { return }
        let error = RPCError(.unknown, "The server ended the answer without a status.")
        self.finish(.failure(error), metadata: Metadata(), pushback: nil)
    }

    /// The server has ended the call; messages that have arrived can still be read.
    private func finish(_ outcome: Result<Void, RPCError>, metadata: Metadata, pushback: RetryPushback?) {
        guard self.state != .over else { return }
        self.shared.withLock { $0 = metadata }
        if case .success = outcome, self.isMessageIncomplete {
            self.settle(.failure(RPCError(.internalError, "The answer ended in the middle of a message.")))
        } else {
            self.settle(outcome, pushback: pushback)
        }
        self.dropOutbound()
        self.endOutbound(trailers: nil)
    }

    // MARK: - End

    /// Ends the attempt from this side, and the call with it.
    func end(_ error: RPCError) {
        self.onLoop { self.abort(error, reach: .endedHere) }
    }

    private func abort(_ error: RPCError, reach: AttemptEnd.Reach) {
        guard self.state != .over else { return }
        self.settle(.failure(error), reach: reach, dropsUnread: true)
        self.reset(code: .cancel)
    }

    /// Tells the call first, since whoever reads asks it whether another attempt follows.
    private func settle(
        _ outcome: Result<Void, RPCError>,
        reach: AttemptEnd.Reach = .mayBeProcessed,
        pushback: RetryPushback? = nil,
        dropsUnread: Bool = false
    ) {
        self.state = .over
        let call = self.call
        self.call = nil
        switch outcome {
        case .success:
            call?.didSucceed()
            self.endInbound(.success(()))
            self.serveMetadataReaders(.success(self.metadata ?? Metadata()))

        case .failure(let error):
            let end = AttemptEnd(error: error, reach: reach, pushback: pushback)
            let final = call?.didFail(end, on: self.eventLoop) ?? error
            if dropsUnread {
                self.abortInbound(final)
            } else {
                self.endInbound(.failure(final))
            }
            self.serveMetadataReaders(.failure(final))
        }
    }

    override func didClose(code: HTTP2ErrorCode) {
        defer { self.release() }
        guard self.state != .over else { return }
        let isRefusal = code == .refusedStream && !self.wasAnswered
        self.settle(.failure(code.rpcError), reach: self.reach(isRefusal: isRefusal))
    }

    override func didLoseConnection(_ error: RPCError) {
        defer { self.release() }
        guard self.state != .over else { return }
        self.settle(.failure(error), reach: self.reach(isRefusal: false))
    }

    private func reach(isRefusal: Bool) -> AttemptEnd.Reach {
        guard self.hasSentHeaders else { return .neverSent }
        return isRefusal ? .notProcessed : .mayBeProcessed
    }

    private func release() {
        self.lease?.release(wasAnswered: self.wasAnswered)
        self.lease = nil
    }
}

extension ClientStream {
    func finishSending() {
        self.onLoop { self.endOutbound(trailers: nil) }
    }

    var trailingMetadata: Metadata {
        self.shared.withLock { $0 }
    }

    func responseMetadata() async throws -> Metadata {
        let wait = LoopWait<Metadata>()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                self.onLoop {
                    guard wait.park(continuation) else { return }
                    self.metadataReaders.append(wait)
                    self.serveKnownMetadata()
                }
            }
        } onCancel: {
            self.onLoop {
                self.metadataReaders.removeAll { $0 === wait }
                wait.cancel()
            }
        }
    }

    private func serveKnownMetadata() {
        if let metadata = self.metadata {
            self.serveMetadataReaders(.success(metadata))
        } else if let outcome = self.inboundOutcome {
            self.serveMetadataReaders(outcome.map { Metadata() }.mapError { $0 })
        }
    }

    private func serveMetadataReaders(_ result: Result<Metadata, any Error>) {
        for reader in self.metadataReaders {
            reader.resume(with: result)
        }
        self.metadataReaders.removeAll()
    }
}
