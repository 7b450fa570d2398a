import KAAWire
import NIOCore
import Synchronization

/// A call over the network: one attempt after the other on whichever connection has room, for its caller a single one.
final class NetworkCall: ClientTransport {
    private struct Shared {
        var call: NetworkCallState
        var waiters = AttemptWait()
        var deadlineTimer: Scheduled<Void>?
    }

    private let request: NetworkRequest
    private let connections: ChannelConnections
    private let retries: ChannelRetries
    private let shared: Mutex<Shared>

    init(_ request: NetworkRequest, connections: ChannelConnections, retries: ChannelRetries) {
        self.request = request
        self.connections = connections
        self.retries = retries
        let judge = RetryJudge(policy: retries.policy, isIdempotent: request.method.isIdempotent)
        let replay = ReplayBuffer(
            maximumBytes: retries.policy.maximumBufferedBytesPerCall,
            budget: retries.budget
        )
        self.shared = Mutex(Shared(call: NetworkCallState(judge: judge, replay: replay)))
    }

    /// Begins the first attempt, as soon as there is a connection for it.
    ///
    /// - Throws: The ``RPCError`` that ended the call before that, or `CancellationError`.
    func start() async throws {
        switch self.findConnection() {
        case .on(let lease):
            let stream = self.makeStream(on: lease)
            // Nobody else knows the call yet, so that nothing can come before the beginning.
            guard let beginning = self.shared.withLock({ $0.call.begin(stream) }) else { return }
            stream.onLoop { self.run(stream, on: lease, beginning) }

        case .waits(let number):
            if let deadline = self.request.deadline {
                self.startDeadline(deadline, on: self.connections.anyEventLoop)
            }
            self.didWait(number)
            _ = try await self.attempt()
        }
    }
}

// MARK: - Attempts

extension NetworkCall {
    private func findConnection() -> ChannelConnections.Placement {
        self.connections.place(waitsForReady: self.request.waitsForReady) { result in
            self.didPlace(result)
        }
    }

    private func place() {
        switch self.findConnection() {
        case .on(let lease): self.didPlace(.success(lease))
        case .waits(let number): self.didWait(number)
        }
    }

    private func didWait(_ number: Int) {
        if !self.shared.withLock({ $0.call.didWait(number) }) {
            self.connections.abandon(number)
        }
    }

    private func didPlace(_ result: Result<ConnectionLease, RPCError>) {
        switch result {
        case .success(let lease):
            let stream = self.makeStream(on: lease)
            // Never at once, since this may run inside the lock or the library of another connection; and only on the loop, so
            // that whoever sees the attempt comes after its beginning.
            lease.eventLoop.execute {
                let (beginning, waiters) = self.shared.withLock { shared in
                    let beginning = shared.call.begin(stream)
                    return (beginning, beginning == nil ? [] : shared.waiters.removeAll())
                }
                guard let beginning else {
                    lease.release(wasAnswered: false)
                    return
                }
                self.run(stream, on: lease, beginning)
                for waiter in waiters {
                    waiter.resume(returning: stream)
                }
            }

        case .failure(let error):
            self.end(error)
        }
    }

    private func makeStream(on lease: ConnectionLease) -> ClientStream {
        ClientStream(lease: lease, limits: self.request.limits, call: self)
    }

    private func run(_ stream: ClientStream, on lease: ConnectionLease, _ beginning: NetworkCallState.Beginning) {
        if let deadline = self.request.deadline {
            self.startDeadline(deadline, on: lease.eventLoop)
        }
        let headers = self.request.headers(
            on: lease.link,
            previousAttempts: beginning.previousAttempts,
            at: .now()
        )
        stream.begin(headers, messages: beginning.messages, hasFinishedSending: beginning.hasFinishedSending)
    }

    /// One timer for all attempts.
    private func startDeadline(_ deadline: NIODeadline, on eventLoop: any EventLoop) {
        self.shared.withLock { shared in
            guard shared.deadlineTimer == nil else { return }
            shared.deadlineTimer = eventLoop.scheduleTask(deadline: deadline) {
                self.end(RPCError(.deadlineExceeded, "The time given for the call ran out."))
            }
        }
    }

    private func endDeadline() {
        self.shared.withLock { $0.deadlineTimer.take() }?.cancel()
    }

    /// Ends the call from this side, or because it cannot be placed.
    private func end(_ error: RPCError) {
        let (unfinished, waiters) = self.shared.withLock { ($0.call.end(error), $0.waiters.removeAll()) }
        switch unfinished {
        case .nothing: break
        case .placement(let number): self.connections.abandon(number)
        case .pause(let timer): timer.cancel()
        case .attempt(let stream): stream.end(error)
        }
        self.endDeadline()
        for waiter in waiters {
            waiter.resume(throwing: error)
        }
    }
}

// MARK: - What becomes of an attempt

extension NetworkCall {
    /// The server has begun to answer.
    func didAnswer() {
        self.shared.withLock { $0.call.commit() }
    }

    /// The attempt has ended with success, and the call with it.
    func didSucceed() {
        self.didAnswer()
        self.retries.didSucceed()
        self.endDeadline()
    }

    /// The attempt has failed: another one follows if the rules allow it.
    ///
    /// - Parameters:
    ///   - end: How it failed.
    ///   - eventLoop: Its loop.
    /// - Returns: What the readers of the attempt are told; those of the call only if there is no other.
    func didFail(_ end: AttemptEnd, on eventLoop: any EventLoop) -> RPCError {
        let now = NIODeadline.now()
        let next = self.shared.withLock {
            $0.call.didFail(end, retries: self.retries, deadline: self.request.deadline, at: now)
        }
        switch next {
        case .over(let error):
            self.endDeadline()
            return self.finalError(error, at: now)

        case .again(let pause) where pause > .zero:
            self.wake(after: pause, on: eventLoop)
            return end.error

        case .again:
            self.place()
            return end.error
        }
    }

    private func wake(after pause: TimeAmount, on eventLoop: any EventLoop) {
        let timer = eventLoop.scheduleTask(in: pause) {
            if self.shared.withLock({ $0.call.didWake() }) { self.place() }
        }
        if !self.shared.withLock({ $0.call.didPause(timer) }) { timer.cancel() }
    }

    /// A server whose clock is a little ahead resets the stream at the deadline (rpc.md 41).
    private func finalError(_ error: RPCError, at now: NIODeadline) -> RPCError {
        guard error.code == .cancelled, let deadline = self.request.deadline, deadline <= now else { return error }
        return RPCError(.deadlineExceeded, "The time given for the call ran out.", cause: error)
    }
}

// MARK: - For the caller

extension NetworkCall {
    /// The attempt under way; waits for the next one if there is none.
    private func attempt() async throws -> ClientStream {
        if let attempt = self.shared.withLock({ $0.call.attempt }) { return try attempt.get() }
        let number = self.shared.withLock { $0.waiters.takeNumber() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let known = self.shared.withLock { shared -> Result<ClientStream, any Error>? in
                    if let attempt = shared.call.attempt { return attempt }
                    if Task.isCancelled { return .failure(CancellationError()) }
                    shared.waiters.add(continuation, number: number)
                    return nil
                }
                if let known { continuation.resume(with: known) }
            }
        } onCancel: {
            self.shared.withLock { $0.waiters.remove(number: number) }?.resume(throwing: CancellationError())
        }
    }

    private func isCurrent(_ stream: ClientStream) -> Bool {
        self.shared.withLock { $0.call.isCurrent(stream) }
    }

    func send<Message: WireMessage>(_ message: Message, compressed: Bool?) async throws {
        let framed = try await self.request.frame(message, compressed: compressed)
        while true {
            let stream = try await self.attempt()
            guard self.shared.withLock({ $0.call.record(framed, on: stream) }) else { continue }
            do {
                try await stream.send(framed: framed)
            } catch {
                guard !self.isCurrent(stream) else { throw error }
                // The next attempt begins with the messages of this one.
                _ = try await self.attempt()
            }
            return
        }
    }

    func finishSending() {
        self.shared.withLock { $0.call.finishSending() }?.finishSending()
    }

    func receive() async throws -> InboundMessage? {
        try await self.withAttempt { try await $0.receive() }
    }

    func responseMetadata() async throws -> Metadata {
        try await self.withAttempt { try await $0.responseMetadata() }
    }

    private func withAttempt<Value: Sendable>(_ body: (ClientStream) async throws -> Value) async throws -> Value {
        while true {
            let stream = try await self.attempt()
            do {
                return try await body(stream)
            } catch {
                guard !self.isCurrent(stream) else { throw error }
            }
        }
    }

    /// The attempt under way, or the last.
    private var stream: ClientStream? {
        guard case .success(let stream)? = self.shared.withLock({ $0.call.attempt }) else { return nil }
        return stream
    }

    var trailingMetadata: Metadata {
        self.stream?.trailingMetadata ?? Metadata()
    }

    var lastMessageWasCompressed: Bool {
        self.stream?.lastMessageWasCompressed ?? false
    }

    func cancel() {
        self.end(RPCError(.cancelled, "The caller gave the call up."))
    }
}
