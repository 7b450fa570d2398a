import Logging
import NIOCore
import NIOPosix
import Synchronization

/// One call in process: two pipes, the metadata of the answer, and the task of the handler.
final class InProcessCall: Sendable {
    private struct State: Sendable {
        var responseMetadata = Metadata()
        var trailingMetadata = Metadata()
        var sentMetadata: Metadata?
        var receivedTrailers = Metadata()
        var earlyEnd: RPCError?
        var isOver = false
        var trace: TraceContext?
        var task: Task<Void, Never>?
        var timer: Scheduled<Void>?
    }

    let requests = MessagePipe()
    let responses = MessagePipe()
    /// Opens when the metadata before the first answer is known, or the call is over.
    private let answered = Latch()
    private let state = Mutex(State())
    private let router: RPCRouter
    private let handler: RPCHandler?
    private let options: CallOptions
    private let parentTrace: TraceContext?
    private let startTime = NIODeadline.now()
    private let failures: FailureLog

    init(_ method: MethodDescriptor, on router: RPCRouter, options: CallOptions, failures: FailureLog) {
        self.router = router
        self.handler = router.handler(for: method)
        self.options = options
        self.parentTrace = options.trace ?? TraceContext.current
        self.failures = failures
    }

    /// Runs the handler of the method, or answers that there is none.
    func start(caller: String) {
        self.router.inProcessMeter.callDidStart(method: self.number)
        guard let handler = self.handler else {
            self.refuse(RPCError(.unimplemented, "The method is not served here."))
            return
        }
        let now = ContinuousClock.Instant.now
        let timeout = self.options.timeLeft(at: now)
        if let timeout, timeout <= .zero {
            self.refuse(RPCError(.deadlineExceeded, "The time given for the call had run out."))
            return
        }
        let transport = InProcessServerTransport(self)
        let context = ServerContext(
            method: handler.method,
            metadata: self.options.metadata,
            deadline: timeout.map { now + $0 },
            peer: .inProcess(name: caller),
            response: transport
        )
        let call = ServerCall(transport: transport, interceptors: self.router.interceptors)
        // Not a forgotten task: the call cancels it when the caller gives up, and is kept alive by it until it has returned.
        let task = ServerCall.$current.withValue(transport) {
            Task {
                self.router.inProcessMeter.handlerDidBegin()
                let outcome = await call.perform(handler, context)
                self.router.inProcessMeter.handlerDidReturn()
                self.finish(outcome)
            }
        }
        self.own(task, timeout: timeout)
    }

    private func own(_ task: Task<Void, Never>, timeout: Duration?) {
        let timer = timeout.map { timeout in
            MultiThreadedEventLoopGroup.singleton.next().scheduleTask(in: TimeAmount(saturating: timeout)) {
                self.end(RPCError(.deadlineExceeded, "The time given for the call ran out."))
            }
        }
        let isOver = self.state.withLock { state in
            guard !state.isOver else { return true }
            state.task = task
            state.timer = timer
            return false
        }
        if isOver {
            timer?.cancel()
            task.cancel()
        }
    }

    /// No handler has begun.
    private func refuse(_ error: RPCError) {
        self.log(error, nil)
        self.finish(.failure(error))
    }

    /// The handler has returned.
    private func finish(_ outcome: CallOutcome) {
        if case .failure(let error) = outcome.result {
            self.log(error, outcome)
        }
        self.finish(outcome.result)
    }

    private func finish(_ result: Result<Void, RPCError>) {
        let timer = self.state.withLock { state -> Scheduled<Void>? in
            guard !state.isOver else { return nil }
            state.isOver = true
            self.count(result)
            state.task = nil
            state.sentMetadata = state.sentMetadata ?? state.responseMetadata
            state.receivedTrailers = state.trailingMetadata
            return state.timer
        }
        timer?.cancel()
        var result = result
        if case .failure(var error) = result {
            // The same as over the network: the caller learns the status and not what lay behind it.
            error.cause = nil
            error.metadata.add(contentsOf: self.trailingMetadata)
            result = .failure(error)
        }
        self.requests.finish(.success(()), droppingUnread: true)
        self.responses.finish(result)
        self.answered.open()
    }

    /// Ends the call before its handler does: the caller gave up, or its time ran out.
    func end(_ error: RPCError) {
        let ended = self.state.withLock { state -> (Task<Void, Never>?, Scheduled<Void>?)? in
            guard !state.isOver else { return nil }
            state.isOver = true
            self.count(.failure(error))
            state.earlyEnd = error
            defer { state.task = nil }
            return (state.task, state.timer)
        }
        guard let (task, timer) = ended else { return }
        timer?.cancel()
        self.requests.finish(.failure(error), droppingUnread: true)
        self.responses.finish(.failure(error), droppingUnread: true)
        self.answered.open()
        task?.cancel()
    }

    var earlyEnd: RPCError? {
        self.state.withLock { $0.earlyEnd }
    }

    var trailingMetadata: Metadata {
        self.state.withLock { $0.receivedTrailers }
    }

    func setResponseMetadata(_ metadata: Metadata) {
        self.state.withLock { $0.responseMetadata = metadata }
    }

    func addResponseMetadata(_ metadata: Metadata) {
        self.state.withLock { $0.responseMetadata.add(contentsOf: metadata) }
    }

    func setTrailingMetadata(_ metadata: Metadata) {
        self.state.withLock { $0.trailingMetadata = metadata }
    }

    /// The first answer message is on its way.
    func sendMetadata() {
        self.state.withLock { $0.sentMetadata = $0.sentMetadata ?? $0.responseMetadata }
        self.answered.open()
    }

    func responseMetadata() async throws -> Metadata {
        await self.answered.wait()
        return try self.state.withLock { state in
            if let metadata = state.sentMetadata { return metadata }
            throw state.earlyEnd ?? RPCError(.cancelled, "The call is over.")
        }
    }
}

// MARK: - Telemetry

extension InProcessCall {
    private var number: Int {
        self.handler?.number ?? self.router.otherNumber
    }

    var trace: TraceContext {
        self.state.withLock { state in
            let randomNumber = self.router.randomNumber
            let trace = state.trace ?? self.parentTrace?.child(randomNumber) ?? .root(randomNumber)
            state.trace = trace
            return trace
        }
    }

    private func count(_ result: Result<Void, RPCError>) {
        let code: RPCCode =
            switch result {
            case .success: .ok
            case .failure(let error): error.code
            }
        self.router.inProcessMeter.callDidEnd(method: self.number, code: code, after: .now() - self.startTime)
    }

    private func log(_ error: RPCError, _ outcome: CallOutcome?) {
        self.failures.record(
            error,
            of: FailedCall(
                method: self.handler?.method,
                route: .inProcess,
                hasBegun: outcome != nil,
                duration: .now() - self.startTime,
                trace: self.trace,
                requestID: self.options.metadata.requestID,
                additions: outcome?.logMetadata ?? [:]
            )
        )
    }

    func didReceiveMessage() {
        self.router.inProcessMeter.didReceive(messages: 1, byteCount: 0, method: self.number)
    }

    func didSendMessage() {
        self.router.inProcessMeter.didSend(byteCount: 0, method: self.number)
    }
}
