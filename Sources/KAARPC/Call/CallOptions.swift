/// What a caller decides for one call.
public struct CallOptions: Sendable {
    /// The time the whole call may take, connecting and trying again included; `nil` for any time.
    public var timeout: Duration?

    /// When the call must be over, whatever ``timeout`` says; `nil` for never.
    ///
    /// ``inherit(from:)`` sets it to the end of a call that this one is made for.
    public var deadline: ContinuousClock.Instant?

    /// Metadata sent with the request.
    public var metadata: Metadata

    /// The largest answer message accepted, in bytes; `nil` for the channel's own limit.
    public var maximumResponseBytes: Int?

    /// Whether the call waits while no server can be reached, until its time runs out.
    ///
    /// Otherwise it fails with ``RPCCode/unavailable`` at once while the channel waits to connect again. A call always waits for
    /// an attempt under way.
    public var waitsForReady = false

    /// How request messages are compressed; answers may come compressed in any case.
    public var compression = Compression.identity

    /// The step of the trace that makes the call; `nil` for that of the call being handled, if there is one.
    public var trace: TraceContext?

    /// Creates options.
    ///
    /// - Parameters:
    ///   - timeout: The time the whole call may take.
    ///   - metadata: Metadata sent with the request.
    ///   - maximumResponseBytes: The largest answer message accepted, in bytes.
    public init(timeout: Duration? = nil, metadata: Metadata = [:], maximumResponseBytes: Int? = nil) {
        self.timeout = timeout
        self.metadata = metadata
        self.maximumResponseBytes = maximumResponseBytes
    }

    /// No time limit, no metadata.
    public static let standard = CallOptions()
}

extension CallOptions {
    /// Bounds the call by the one that a handler is carrying out: nobody waits for it after that.
    ///
    /// What the handler awaits is cancelled with its own call in any case, since cancelling a task cancels its calls.
    public mutating func inherit(from context: ServerContext) {
        guard let end = context.deadline else { return }
        self.deadline = self.deadline.map { min($0, end) } ?? end
    }

    /// The time left for a call that begins at `now`, zero or less if there is none; `nil` for any time.
    func timeLeft(at now: ContinuousClock.Instant) -> Duration? {
        guard let deadline = self.deadline else { return self.timeout }
        let left = deadline - now
        return self.timeout.map { min($0, left) } ?? left
    }
}
