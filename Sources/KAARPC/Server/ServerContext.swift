/// What a handler knows about the call it carries out.
public struct ServerContext: Sendable {
    /// What stays the same as long as the call lasts; shared, since a context is copied at every step.
    private final class Facts: Sendable {
        let method: MethodDescriptor
        let metadata: Metadata
        let deadline: ContinuousClock.Instant?
        let peer: Peer
        let response: any ResponseMetadataTarget
        let memory: RequestMemory?

        init(
            method: MethodDescriptor,
            metadata: Metadata,
            deadline: ContinuousClock.Instant?,
            peer: Peer,
            response: any ResponseMetadataTarget,
            memory: RequestMemory?
        ) {
            self.method = method
            self.metadata = metadata
            self.deadline = deadline
            self.peer = peer
            self.response = response
            self.memory = memory
        }
    }

    private let facts: Facts
    // Seen by those who attach values, so that the compiler knows the types of the values there.
    @usableFromInline
    var values: [(key: ObjectIdentifier, value: any Sendable)] = []

    init(
        method: MethodDescriptor,
        metadata: Metadata,
        deadline: ContinuousClock.Instant?,
        peer: Peer,
        response: any ResponseMetadataTarget,
        memory: RequestMemory? = nil
    ) {
        self.facts = Facts(
            method: method,
            metadata: metadata,
            deadline: deadline,
            peer: peer,
            response: response,
            memory: memory
        )
    }

    /// The method called.
    public var method: MethodDescriptor {
        self.facts.method
    }

    /// The metadata of the request.
    public var metadata: Metadata {
        self.facts.metadata
    }

    /// When the caller stops waiting and the engine cancels the handler; `nil` if never.
    public var deadline: ContinuousClock.Instant? {
        self.facts.deadline
    }

    /// Who calls, as far as the transport knows.
    public var peer: Peer {
        self.facts.peer
    }

    /// The value that an interceptor attached under `key`, or `nil`.
    ///
    /// - Complexity: O(*n*) over the attached values, of which there are few.
    @inlinable
    public subscript<Key: ServerContextKey>(key: Key.Type) -> Key.Value? {
        get {
            let identifier = ObjectIdentifier(key)
            for entry in self.values where entry.key == identifier {
                return entry.value as? Key.Value
            }
            return nil
        }
        set {
            let identifier = ObjectIdentifier(key)
            self.values.removeAll { $0.key == identifier }
            if let newValue {
                self.values.append((identifier, newValue))
            }
        }
    }

    /// Whether requests with the same header fields have come before on the connection, so that what follows from them may
    /// be kept for the next.
    public var isRepeated: Bool {
        self.facts.memory != nil
    }

    /// What was kept under `key` for requests like this one, or `nil`.
    @inlinable
    public func recalled<Key: ServerContextKey>(_ key: Key.Type) -> Key.Value? where Key.Value: AnyObject {
        self.recalled(ObjectIdentifier(key)) as? Key.Value
    }

    /// Keeps a value for the requests of the connection that have the same header fields, if it ``isRepeated``.
    ///
    /// - Parameters:
    ///   - value: What follows from ``method``, ``metadata`` and ``peer`` alone, and by itself tells when it no longer holds.
    ///   - key: Names it, in place of what was kept under it.
    public func keep<Key: ServerContextKey>(_ value: Key.Value, for key: Key.Type) where Key.Value: AnyObject {
        self.facts.memory?.keep(value, for: ObjectIdentifier(key))
    }

    @usableFromInline
    func recalled(_ key: ObjectIdentifier) -> (any AnyObject & Sendable)? {
        self.facts.memory?.value(for: key)
    }

    /// Where the call stands in the trace that its caller told of, or in one of its own.
    ///
    /// Calls made while this one is handled carry it on by themselves.
    public var trace: TraceContext {
        self.facts.response.trace
    }

    /// Replaces the metadata sent before the first answer message; later calls have no effect.
    public func setResponseMetadata(_ metadata: Metadata) {
        self.facts.response.setResponseMetadata(metadata)
    }

    /// Adds to the metadata sent before the first answer message; later calls have no effect.
    public func addResponseMetadata(_ metadata: Metadata) {
        self.facts.response.addResponseMetadata(metadata)
    }

    /// Replaces the metadata sent with the status.
    public func setTrailingMetadata(_ metadata: Metadata) {
        self.facts.response.setTrailingMetadata(metadata)
    }

    /// Chooses how answer messages are compressed; calls after the first message have no effect.
    ///
    /// They stay as they are if the client does not take ``Compression/gzip``, and within the process.
    public func setResponseCompression(_ compression: Compression) {
        self.facts.response.setResponseCompression(compression)
    }

    /// Whether the answer can be held back by ``holdAnswer(until:check:)`` instead of being waited for.
    ///
    /// Only where an answer is one message, on the call's own event loop, and not within the process.
    public var canHoldAnswer: Bool {
        self.method.givesOneAnswer && self.facts.response.canHoldAnswer
    }

    /// Keeps back the answer message that is sent next, and the status after it, until a gate opens.
    ///
    /// The handler and the interceptors go on and return; what they leave behind takes less memory than a task that waits.
    /// A call that ends before its gate opens, by its deadline or by its client, sends nothing of the answer.
    ///
    /// - Parameters:
    ///   - gate: What the answer waits for.
    ///   - check: Asked when the gate is open, as the last thing before the answer goes; the call fails with what it throws.
    /// - Precondition: ``canHoldAnswer``.
    public func holdAnswer(until gate: any AnswerGate, check: @escaping @Sendable () throws -> Void) {
        self.facts.response.holdAnswer(until: gate, check: check)
    }

    /// Whether the request message that was read last came compressed.
    public var lastMessageWasCompressed: Bool {
        self.facts.response.lastMessageWasCompressed
    }
}
