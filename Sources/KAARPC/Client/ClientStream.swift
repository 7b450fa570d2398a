import KAAWire
import NIOCore
import Synchronization

/// The client's end of one call over HTTP/2.
///
/// `@unchecked Sendable`: as ``HTTP2Stream``; what other threads read is in `shared`.
final class ClientStream: HTTP2Stream, ClientTransport, @unchecked Sendable {
    private enum State {
        case waitingForHeaders
        case waitingForTrailers
        case over
    }

    private let compression: Compression
    private var state = State.waitingForHeaders
    private var metadata: Metadata?
    private var metadataReaders: [LoopWait<Metadata>] = []
    private var deadlineTimer: Scheduled<Void>?
    private let shared = Mutex(Metadata())

    /// - Parameters:
    ///   - eventLoop: The loop of the connection.
    ///   - limits: The largest messages of the call.
    ///   - compression: How request messages are compressed, which the header block has to say too.
    init(eventLoop: any EventLoop, limits: MessageLimits, compression: Compression) {
        self.compression = compression
        super.init(eventLoop: eventLoop, limits: limits)
    }

    override func compresses(_ asked: Bool?) -> Bool {
        self.compression == .gzip && asked != false
    }

    /// Sends the request's header block.
    func start(on connection: HTTP2Connection, headers: HeaderBlock, deadline: NIODeadline?) {
        self.onLoop {
            guard self.state != .over else { return }
            do {
                try connection.open(self, headers: headers)
            } catch {
                self.end(RPCError(.unavailable, "The connection to the server is lost.", cause: error))
                return
            }
            self.deadlineTimer = deadline.map { deadline in
                self.eventLoop.scheduleTask(deadline: deadline) {
                    self.end(RPCError(.deadlineExceeded, "The time given for the call ran out."))
                }
            }
        }
    }

    override func didReceiveHeaders(_ fields: HeaderFields, isEnd: Bool) {
        let head = ResponseHead(fields)
        switch self.state {
        case .waitingForHeaders:
            if isEnd {
                let rejection = head.rejection.map { Result<Void, RPCError>.failure($0) }
                self.finish(rejection ?? head.outcome, metadata: head.metadata)
            } else if !head.isInformational {
                self.takeFirst(head)
            }
        case .waitingForTrailers:
            self.finish(head.outcome, metadata: head.metadata)
        case .over:
            break
        }
    }

    private func takeFirst(_ head: ResponseHead) {
        if let rejection = head.rejection {
            self.end(rejection)
            return
        }
        self.state = .waitingForTrailers
        if head.compression == .gzip {
            self.takeCompressedMessages()
        }
        self.metadata = head.metadata
        self.serveMetadataReaders(.success(head.metadata))
    }

    override func didReceiveMalformedBody(_ error: RPCError) {
        self.end(error)
    }

    override func didReceiveEnd() {
        guard self.state != .over else { return }
        let error = RPCError(.unknown, "The server ended the answer without a status.")
        self.finish(.failure(error), metadata: Metadata())
    }

    /// The server has ended the call; messages that have arrived can still be read.
    private func finish(_ outcome: Result<Void, RPCError>, metadata: Metadata) {
        self.shared.withLock { $0 = metadata }
        if case .success = outcome, self.isMessageIncomplete {
            self.settle(.failure(RPCError(.internalError, "The answer ended in the middle of a message.")))
        } else {
            self.settle(outcome)
        }
        self.dropOutbound()
        self.endOutbound(trailers: nil)
    }

    /// Ends the call from this side.
    private func end(_ error: RPCError) {
        guard self.state != .over else { return }
        self.abortInbound(error)
        self.settle(.failure(error))
        self.reset(code: .cancel)
    }

    private func settle(_ outcome: Result<Void, RPCError>) {
        self.state = .over
        self.deadlineTimer?.cancel()
        self.endInbound(outcome)
        switch outcome {
        case .success: self.serveMetadataReaders(.success(self.metadata ?? Metadata()))
        case .failure(let error): self.serveMetadataReaders(.failure(error))
        }
    }

    override func didClose(code: HTTP2ErrorCode) {
        guard self.state != .over else { return }
        self.settle(.failure(code.rpcError))
    }

    override func didLoseConnection(_ error: RPCError) {
        guard self.state != .over else { return }
        self.settle(.failure(error))
    }
}

extension ClientStream {
    func finishSending() {
        self.onLoop { self.endOutbound(trailers: nil) }
    }

    func cancel() {
        self.onLoop { self.end(RPCError(.cancelled, "The caller gave the call up.")) }
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
