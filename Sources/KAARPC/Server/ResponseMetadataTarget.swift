/// What a handler reaches of its call's transport besides the messages.
protocol ResponseMetadataTarget: AnyObject, Sendable {
    /// Replaces the metadata sent before the first answer message.
    func setResponseMetadata(_ metadata: Metadata)

    /// Adds to the metadata sent before the first answer message.
    func addResponseMetadata(_ metadata: Metadata)

    /// Replaces the metadata sent with the status.
    func setTrailingMetadata(_ metadata: Metadata)

    /// Chooses how answer messages are compressed.
    func setResponseCompression(_ compression: Compression)

    /// Whether the request message read last came compressed.
    var lastMessageWasCompressed: Bool { get }

    /// Where the call stands in its trace, decided when it is first asked for.
    var trace: TraceContext { get }

    /// Whether the one message of an answer can be held back now.
    var canHoldAnswer: Bool { get }

    /// Keeps back the answer message that is sent next, and the status after it, until a gate opens.
    ///
    /// - Precondition: ``canHoldAnswer``.
    func holdAnswer(until gate: any AnswerGate, check: @escaping @Sendable () throws -> Void)
}
