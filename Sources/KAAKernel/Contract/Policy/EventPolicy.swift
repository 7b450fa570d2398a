public import KAAWire

/// What a contract states of an event: whom it tells of, and on which grounds it goes to modules of other boards.
public struct EventPolicy: Sendable {
    /// The full name of the message, such as `kaa.guidance.v1.GuidanceSessionRecorded`.
    public let type: String

    /// The grounds on which modules of other boards get the event; empty if none does.
    public let grounds: [Kaa.Kernel.V1.LegalGround]

    /// Reads from the event whom it tells of; `nil` if it names nobody.
    public let subjects: MethodPolicy.Accessor?

    /// What must be open for the event to be told.
    public let needs: DisclosureNeeds

    /// Reads the event from its encoding.
    ///
    /// - Throws: ``KAAWire/WireError`` if it is not one.
    public let decode: @Sendable ([UInt8]) throws -> any ClassifiedMessage

    /// Creates a policy.
    public init<Message: ClassifiedMessage>(
        _ message: Message.Type,
        grounds: [Kaa.Kernel.V1.LegalGround],
        subjects: MethodPolicy.Accessor?
    ) {
        self.type = Message.wireName
        self.grounds = grounds
        self.subjects = subjects
        self.needs = DisclosureNeeds(of: message)
        self.decode = { try Message(decoding: $0) }
    }
}
