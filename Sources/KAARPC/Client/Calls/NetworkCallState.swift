import NIOCore

/// Where a call over the network stands: the rules of ``NetworkCall``, without threads.
struct NetworkCallState: Sendable {
    /// What the call is doing.
    enum Phase: Sendable {
        /// It waits for a connection; the number is known once it does.
        case placing(Int?)
        /// It waits before the next attempt.
        case pausing(Scheduled<Void>?)
        /// An attempt is under way, or was the last.
        case running(ClientStream)
        /// It ended between attempts.
        case over(RPCError)
    }

    /// What an attempt begins with.
    struct Beginning: Sendable {
        let previousAttempts: Int
        let messages: [ByteBuffer]
        let hasFinishedSending: Bool
    }

    /// What follows a failed attempt.
    enum AfterFailure: Sendable {
        /// Another attempt, after a time.
        case again(after: TimeAmount)
        /// Nothing: the call has failed.
        case over(RPCError)
    }

    /// What has to be undone because the call ended.
    enum Unfinished: Sendable {
        case nothing
        case placement(Int)
        case pause(Scheduled<Void>)
        case attempt(ClientStream)
    }

    private(set) var phase = Phase.placing(nil)
    private var judge: RetryJudge
    private var replay: ReplayBuffer
    private var hasFinishedSending = false
    /// Why the call ended from this side.
    private var givenUp: RPCError?

    init(judge: RetryJudge, replay: ReplayBuffer) {
        self.judge = judge
        self.replay = replay
    }

    /// The attempt that readers and writers work with, or why there will be none; `nil` if they have to wait.
    var attempt: Result<ClientStream, any Error>? {
        switch self.phase {
        case .placing, .pausing: nil
        case .running(let stream): .success(stream)
        case .over(let error): .failure(error)
        }
    }

    func isCurrent(_ stream: ClientStream) -> Bool {
        guard case .running(let current) = self.phase else { return false }
        return current === stream
    }
}

extension NetworkCallState {
    /// The call waits for a connection under this number.
    ///
    /// - Returns: Whether it still does; else the number is to be given up.
    mutating func didWait(_ number: Int) -> Bool {
        switch self.phase {
        case .placing:
            self.phase = .placing(number)
            return true
        case .over:
            return false
        case .pausing, .running:
            return true
        }
    }

    /// An attempt begins.
    ///
    /// - Returns: What it begins with, or `nil` if the call is over.
    mutating func begin(_ stream: ClientStream) -> Beginning? {
        guard case .placing = self.phase else { return nil }
        self.phase = .running(stream)
        return Beginning(
            previousAttempts: self.judge.previousAttempts,
            messages: self.replay.messages,
            hasFinishedSending: self.hasFinishedSending
        )
    }

    /// The attempt has been answered, so that it is the last.
    mutating func commit() {
        self.judge.commit()
        self.replay.removeAll()
    }

    /// The attempt has failed.
    ///
    /// A call that its caller or its deadline ended fails with that, also if the server's refusal comes before the attempt
    /// has heard of it.
    ///
    /// - Parameters:
    ///   - end: How.
    ///   - retries: The channel's.
    ///   - deadline: When the call ends in any case.
    ///   - now: The time.
    /// - Returns: What follows.
    mutating func didFail(
        _ end: AttemptEnd,
        retries: ChannelRetries,
        deadline: NIODeadline?,
        at now: NIODeadline
    ) -> AfterFailure {
        if let givenUp {
            self.commit()
            return .over(givenUp)
        }
        guard case .again(let pause) = retries.judge(end, by: &self.judge) else {
            self.commit()
            return .over(end.error)
        }
        let time = TimeAmount(saturating: pause)
        if let deadline, now + time >= deadline {
            // The failure says more than that the time ran out while waiting.
            self.commit()
            return .over(end.error)
        }
        self.phase = pause > .zero ? .pausing(nil) : .placing(nil)
        return .again(after: time)
    }

    /// The wait before the next attempt has a timer.
    ///
    /// - Returns: Whether the call still waits; else the timer is to be cancelled.
    mutating func didPause(_ timer: Scheduled<Void>) -> Bool {
        guard case .pausing = self.phase else { return false }
        self.phase = .pausing(timer)
        return true
    }

    /// The wait is over.
    ///
    /// - Returns: Whether the call still wants a connection.
    mutating func didWake() -> Bool {
        guard case .pausing = self.phase else { return false }
        self.phase = .placing(nil)
        return true
    }

    /// Ends the call from this side, or because it cannot be placed.
    mutating func end(_ error: RPCError) -> Unfinished {
        guard self.givenUp == nil else { return .nothing }
        self.givenUp = error
        defer { self.replay.removeAll() }
        switch self.phase {
        case .running(let stream):
            return .attempt(stream)

        case .placing(let number):
            self.phase = .over(error)
            return number.map { .placement($0) } ?? .nothing

        case .pausing(let timer):
            self.phase = .over(error)
            return timer.map { .pause($0) } ?? .nothing

        case .over:
            return .nothing
        }
    }
}

extension NetworkCallState {
    /// Keeps a message that is about to be sent on an attempt.
    ///
    /// - Returns: Whether the attempt is still the current one; else the message has not been kept.
    mutating func record(_ framed: ByteBuffer, on stream: ClientStream) -> Bool {
        guard self.isCurrent(stream) else { return false }
        if !self.judge.isFinal, !self.replay.append(framed) {
            self.commit()
        }
        return true
    }

    /// No message follows.
    ///
    /// - Returns: The attempt to be told, or `nil` if the next one will be told when it begins.
    mutating func finishSending() -> ClientStream? {
        self.hasFinishedSending = true
        guard case .running(let stream) = self.phase else { return nil }
        return stream
    }
}
