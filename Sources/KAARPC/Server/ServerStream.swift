import KAAWire
import NIOCore
import Synchronization

/// The server's end of one call over HTTP/2.
///
/// `@unchecked Sendable`: as ``HTTP2Stream``; what other threads read or write is in `shared`.
final class ServerStream: HTTP2Stream, ServerTransport, @unchecked Sendable {
    private struct Shared {
        var responseMetadata = Metadata()
        var trailingMetadata = Metadata()
        var compression = Compression.identity
        /// Whether it is too late to choose the compression: a message is on its way.
        var isCompressionFixed = false
        var earlyEnd: RPCError?
        var parentTrace: TraceContext?
        var trace: TraceContext?
    }

    private let server: ServerConnection
    private let shared = Mutex(Shared())
    /// Whether `shared` has anything in it: most calls need no lock.
    private let isShared = Atomic(false)
    private var hasHead = false
    private var handler: RPCHandler?
    private var metadata = Metadata()
    private var memory: RequestMemory?
    /// Whether the answer says what this side knows of compression.
    private var isAboutCompression = false
    /// Written before the handler begins and then only read.
    private var acceptsGzip = false
    private var deadline: ContinuousClock.Instant?
    private var deadlineTimer: Scheduled<Void>?
    private var task: Task<Void, Never>?
    private var hasBegun = false
    private(set) var hasResponded = false
    /// Why the answer is not sent yet, if it is held.
    var hold: AnswerHold?
    /// Whether the outcome is settled: trailers are queued, or the stream is reset or closed.
    private var isSettled = false
    /// Under what the call is counted, once its header is complete.
    private var methodNumber = 0
    private var startTime: NIODeadline?
    private var duration = TimeAmount.zero

    init(server: ServerConnection) {
        self.server = server
        super.init(eventLoop: server.eventLoop, limits: server.configuration.messageLimits)
        server.meter.streamDidOpen()
    }

    // MARK: - Request

    override func didBeginHeaders() {
        self.server.didBeginHeaderBlock()
    }

    override func didReceiveHeaders(_ fields: borrowing HeaderFields, isEnd: Bool) {
        self.server.didEndHeaderBlock()
        // gRPC has no request trailers: they are taken in and forgotten.
        guard !self.hasHead else { return }
        self.hasHead = true
        let head = self.server.requestHead(fields)
        self.handler = head.handler
        self.metadata = head.metadata
        self.memory = head.memory
        self.acceptsGzip = head.acceptsGzip
        self.isAboutCompression = head.isAboutCompression
        self.start(parent: head.trace.context)
        if let rejection = head.rejection {
            self.refuse(rejection)
            return
        }
        self.setDeadline(asked: head.timeout)
        if head.compression == .gzip {
            self.takeCompressedMessages()
        }
        if let handler = self.handler, !handler.method.takesOneRequest {
            self.begin(handler)
        }
    }

    private func start(parent: TraceContext?) {
        self.methodNumber = self.handler?.number ?? self.server.router.otherNumber
        self.startTime = self.server.requestTime
        self.server.meter.callDidStart(method: self.methodNumber)
        if let parent {
            self.share { $0.parentTrace = parent }
        }
    }

    override func didReceiveMessages(_ count: Int, byteCount: Int) {
        self.server.meter.didReceive(messages: count, byteCount: byteCount, method: self.methodNumber)
        guard let handler = self.handler, handler.method.takesOneRequest, self.unreadMessageCount > 1 else {
            return
        }
        self.end(RPCError(.unimplemented, "The method takes one request message; more came."))
    }

    override func didReceiveMalformedBody(_ error: RPCError) {
        self.end(error)
    }

    override func didReceiveEnd() {
        guard !self.hasInboundEnded else { return }
        guard !self.isMessageIncomplete else {
            self.end(RPCError(.internalError, "The request ended in the middle of a message."))
            return
        }
        self.endInbound(.success(()))
        if let handler = self.handler, handler.method.takesOneRequest {
            self.begin(handler)
        }
    }

    private func setDeadline(asked: Duration?) {
        guard let timeout = self.server.configuration.effectiveTimeout(asked: asked) else { return }
        guard timeout > .zero else {
            self.end(RPCError(.deadlineExceeded, "The time given for the call had run out."))
            return
        }
        self.deadline = .now + timeout
        self.deadlineTimer = self.eventLoop.scheduleTask(in: TimeAmount(saturating: timeout)) {
            self.end(RPCError(.deadlineExceeded, "The time given for the call ran out."))
        }
    }

    private func begin(_ handler: RPCHandler) {
        guard !self.isSettled, !self.hasBegun else { return }
        guard self.server.reserveHandler() else {
            self.end(RPCError(.resourceExhausted, "Too many calls are running."))
            return
        }
        self.hasBegun = true
        let context = ServerContext(
            method: handler.method,
            metadata: self.metadata,
            deadline: self.deadline,
            peer: self.server.peer,
            response: self,
            memory: self.memory
        )
        let call = ServerCall(transport: self, interceptors: self.server.router.interceptors)
        // Not a forgotten task: its stream cancels it when the call ends, and its connection counts it until it has returned.
        self.task = ServerCall.$current.withValue(self) {
            Task(executorPreference: self.server.executor) {
                await self.waitForRoom()
                let outcome = await call.perform(handler, context)
                if self.eventLoop.inEventLoop {
                    self.handlerDidReturn(outcome)
                } else {
                    self.eventLoop.execute { self.handlerDidReturn(outcome) }
                }
            }
        }
    }

    /// A handler that begins makes an answer that has to be kept until the client reads it.
    private func waitForRoom() async {
        guard self.eventLoop.inEventLoop, self.server.isCongested else { return }
        do {
            try await self.server.waitForRoom()
        } catch {
            // The call has ended meanwhile, which its handler will see.
            return
        }
    }

    override func didExceedBuffer() {
        self.end(
            RPCError(.resourceExhausted, "The connection holds too many bytes of messages that have not been read.")
        )
    }

    // MARK: - Patrol

    /// Ends the call if the client has let it stand still for too long.
    ///
    /// - Parameter elapsed: The time since the last patrol.
    func patrol(elapsed: TimeAmount) {
        let limits = self.server.configuration
        let isRequestDue = self.handler?.method.takesOneRequest == true && !self.hasInboundEnded
        let stall = self.progress.patrol(
            elapsed: elapsed,
            awaitsInput: (isRequestDue || self.isMessageIncomplete) && self.acceptsInput,
            awaitsOutput: self.hasQueuedOutbound && self.hold == nil
        )
        if stall.inbound >= TimeAmount(saturating: limits.messageTimeout) {
            self.end(RPCError(.deadlineExceeded, "The request message did not arrive in time."))
        } else if stall.outbound >= TimeAmount(saturating: limits.stallTimeout) {
            let error = RPCError(.cancelled, "The client did not read the answer in time.")
            self.cancelHandler(error)
            self.settle(.failure(error))
            self.reset(code: .cancel)
        }
    }

    // MARK: - Response

    override func didQueueMessage(byteCount: Int) {
        self.server.meter.didSend(byteCount: byteCount, method: self.methodNumber)
    }

    override func willSendBody() {
        guard self.hold == nil else { return }
        self.respond()
    }

    private func respond() {
        guard !self.hasResponded, let session = self.connection?.session else { return }
        self.hasResponded = true
        let metadata = self.peekShared({ $0.responseMetadata }, otherwise: Metadata())
        let compression = self.acceptsGzip ? self.fixCompression() : .identity
        session.submitResponse(.response(metadata, self.isAboutCompression ? compression : nil), for: self)
    }

    private func handlerDidReturn(_ outcome: CallOutcome) {
        self.task = nil
        self.server.releaseHandler()
        if case .success = outcome.result, self.hold != nil, !self.isSettled {
            self.hold?.outcome = outcome
            return
        }
        self.finish(outcome.result)
        if case .failure(let error) = outcome.result {
            self.log(error, outcome)
        } else if let error = self.earlyEnd {
            // It came after the last moment at which the handler could notice.
            self.log(error, outcome)
        }
    }

    /// Queues the status, after which nothing more is read and nothing more is sent.
    func finish(_ result: Result<Void, RPCError>) {
        guard !self.isSettled, let connection = self.connection, let session = connection.session else { return }
        self.settle(result)
        self.dropHeldAnswer()
        self.deadlineTimer?.cancel()
        let initial = self.peekShared({ $0.responseMetadata }, otherwise: Metadata())
        let trailing = self.peekShared({ $0.trailingMetadata }, otherwise: Metadata())
        if case .failure(let error) = result, !self.hasResponded, initial.isEmpty {
            let block = HeaderBlock.trailersOnly(error, trailing, isAboutCompression: self.isAboutCompression)
            session.submitResponseWithoutBody(block, for: self)
        } else {
            self.respond()
            self.endOutbound(trailers: .trailers(result, trailing))
        }
        connection.setNeedsOutput()
    }

    private func refuse(_ rejection: RequestHead.Rejection) {
        switch rejection {
        case .rpc(let error):
            self.end(error)

        case .http(let status, let code):
            guard let connection = self.connection else { return }
            self.settle(.failure(RPCError(code ?? .unknown, "The request is not gRPC.")))
            self.abortInbound(RPCError(.internalError, "The request is not gRPC."))
            connection.session?.submitResponseWithoutBody(.http(status: status, code), for: self)
            connection.setNeedsOutput()
        }
    }

    /// Ends the call before its handler does, or instead of it.
    func end(_ error: RPCError) {
        guard !self.isSettled else { return }
        self.cancelHandler(error)
        if error.code == .deadlineExceeded, self.hasQueuedOutbound, self.hold == nil {
            // The client does not take what is queued before the status, and its own clock tells it as much.
            self.settle(.failure(error))
            self.reset(code: .cancel)
        } else {
            self.finish(.failure(error))
        }
    }

    private func cancelHandler(_ error: RPCError) {
        if self.task != nil {
            self.share { $0.earlyEnd = $0.earlyEnd ?? error }
        }
        self.abortInbound(error)
        self.task?.cancel()
    }

    // MARK: - End

    override func didClose(code: HTTP2ErrorCode) {
        self.didEnd(RPCError(.cancelled, "The client cancelled the call."))
    }

    override func didLoseConnection(_ error: RPCError) {
        self.didEnd(error)
    }

    private func didEnd(_ error: RPCError) {
        self.deadlineTimer?.cancel()
        self.server.meter.streamDidClose()
        if !self.isSettled {
            self.settle(.failure(error))
        }
        self.hold = nil
        self.cancelHandler(error)
    }

    /// Fixes the outcome, and counts it if the call has begun.
    private func settle(_ result: Result<Void, RPCError>) {
        self.isSettled = true
        guard let startTime = self.startTime else { return }
        let code: RPCCode =
            switch result {
            case .success: .ok
            case .failure(let error): error.code
            }
        self.duration = .now() - startTime
        self.server.meter.callDidEnd(method: self.methodNumber, code: code, after: self.duration)
        guard case .failure(let error) = result else { return }
        if !self.hasBegun {
            self.log(error, nil)
        } else if let outcome = self.hold?.outcome {
            self.log(error, outcome)
        }
    }

    /// Writes the line of a call that failed: when its handler has returned, or at once if none has begun.
    func log(_ error: RPCError, _ outcome: CallOutcome?) {
        self.server.failures.record(
            error,
            of: FailedCall(
                method: self.handler?.method,
                route: .network,
                hasBegun: outcome != nil,
                duration: self.duration,
                trace: self.trace,
                requestID: self.metadata.requestID,
                additions: outcome?.logMetadata ?? [:]
            )
        )
    }

    // MARK: - For the handler

    private func peekShared<Value>(_ read: (borrowing Shared) -> Value, otherwise nothing: Value) -> Value {
        guard self.isShared.load(ordering: .acquiring) else { return nothing }
        return self.shared.withLock { read($0) }
    }

    private func share(_ change: (inout Shared) -> Void) {
        self.shared.withLock { change(&$0) }
        self.isShared.store(true, ordering: .releasing)
    }

    var earlyEnd: RPCError? {
        self.peekShared({ $0.earlyEnd }, otherwise: nil)
    }

    var trace: TraceContext {
        self.shared.withLock { shared in
            let randomNumber = self.server.router.randomNumber
            let trace = shared.trace ?? shared.parentTrace?.child(randomNumber) ?? .root(randomNumber)
            shared.trace = trace
            return trace
        }
    }

    func setResponseMetadata(_ metadata: Metadata) {
        self.share { $0.responseMetadata = metadata }
    }

    func addResponseMetadata(_ metadata: Metadata) {
        self.share { $0.responseMetadata.add(contentsOf: metadata) }
    }

    func setTrailingMetadata(_ metadata: Metadata) {
        self.share { $0.trailingMetadata = metadata }
    }

    func setResponseCompression(_ compression: Compression) {
        guard self.acceptsGzip else { return }
        self.shared.withLock { shared in
            if !shared.isCompressionFixed { shared.compression = compression }
        }
    }

    override func compresses(_ asked: Bool?) -> Bool {
        guard self.acceptsGzip else { return false }
        return self.fixCompression() == .gzip && asked != false
    }

    /// How answers are compressed; from now on that stays as it is.
    private func fixCompression() -> Compression {
        self.shared.withLock { shared in
            shared.isCompressionFixed = true
            return shared.compression
        }
    }
}
