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
        var number = 0
        var startTime = NIODeadline.now()
        var task: Task<Void, Never>?
        var timer: Scheduled<Void>?
    }

    let requests = MessagePipe()
    let responses = MessagePipe()
    /// Opens when the metadata before the first answer is known, or the call is over.
    private let answered = Latch()
    private let state = Mutex(State())
    private let meter: Meter
    private let logger: Logger

    init(meter: Meter, logger: Logger) {
        self.meter = meter
        self.logger = logger
    }

    /// Runs the handler of `method`, or answers that there is none.
    func start(_ method: MethodDescriptor, on router: RPCRouter, options: CallOptions, caller: String) {
        let handler = router.handler(for: method)
        self.state.withLock { $0.number = handler?.number ?? router.otherNumber }
        self.meter.callDidStart(method: handler?.number ?? router.otherNumber)
        guard let handler else {
            self.finish(.failure(RPCError(.unimplemented, "The method is not served here.")))
            return
        }
        let now = ContinuousClock.Instant.now
        let timeout = options.timeLeft(at: now)
        if let timeout, timeout <= .zero {
            self.finish(.failure(RPCError(.deadlineExceeded, "The time given for the call had run out.")))
            return
        }
        let transport = InProcessServerTransport(self)
        let context = ServerContext(
            method: handler.method,
            metadata: options.metadata,
            deadline: timeout.map { now + $0 },
            peer: .inProcess(name: caller),
            response: transport
        )
        let call = ServerCall(transport: transport, interceptors: router.interceptors)
        // Not a forgotten task: the call cancels it when the caller gives up, and is kept alive by it until it has returned.
        let task = Task {
            self.meter.handlerDidBegin()
            let result = await call.perform(handler, context)
            self.meter.handlerDidReturn()
            self.logger.logFailure(of: result, method: handler.method)
            self.finish(result)
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

    /// The handler has returned.
    private func finish(_ result: Result<Void, RPCError>) {
        let timer = self.state.withLock { state -> Scheduled<Void>? in
            guard !state.isOver else { return nil }
            state.isOver = true
            self.count(result, state)
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
            self.count(.failure(error), state)
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

    private func count(_ result: Result<Void, RPCError>, _ state: State) {
        let code: RPCCode =
            switch result {
            case .success: .ok
            case .failure(let error): error.code
            }
        self.meter.callDidEnd(method: state.number, code: code, after: .now() - state.startTime)
    }

    func didReceiveMessage() {
        self.meter.didReceive(messages: 1, byteCount: 0, method: self.state.withLock { $0.number })
    }

    func didSendMessage() {
        self.meter.didSend(byteCount: 0, method: self.state.withLock { $0.number })
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
