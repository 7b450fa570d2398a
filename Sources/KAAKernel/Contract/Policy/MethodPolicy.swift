public import KAAWire

/// What a method asks of its caller and does with personal data, as its contract states it.
public struct MethodPolicy: Sendable {
    /// Reads texts from a message of the method.
    public typealias Accessor = @Sendable (any WireMessage) -> [String]

    /// Reads free texts from a message of the method, each with the path of its field in the contract.
    public typealias TextAccessor = @Sendable (any WireMessage) -> [(field: String, text: String)]

    /// The roles that may call; any one of them is enough.
    public let roles: Set<Kaa.Kernel.V1.Role>

    /// The purposes the method serves.
    ///
    /// A caller that states none has the first.
    public let purposes: [Kaa.Kernel.V1.Purpose]

    /// What the method does with personal data.
    public let access: Kaa.Kernel.V1.Access

    /// The grounds on which a caller of another board may have the answer.
    public let grounds: [Kaa.Kernel.V1.LegalGround]

    /// Reads from a request whom it is about; `nil` if requests name nobody.
    public let subjectsInRequest: Accessor?

    /// Reads from an answer whom it tells of; `nil` if answers name nobody.
    public let subjectsInAnswer: Accessor?

    /// Reads from a request the districts that it asks for; `nil` if requests name none.
    public let districtsInRequest: Accessor?

    /// Whether the caller must state why it calls, in the metadata `kaa-reason`.
    public let reasonRequired: Bool

    /// How surely the caller must be known; `.unspecified` for what every caller has.
    public let minimumAssurance: Kaa.Kernel.V1.AssuranceLevel

    /// Whether the answer shows what is masked elsewhere, of persons with protected personal data.
    public let revealsProtected: Bool

    /// Whether the caller must be a person.
    public let personRequired: Bool

    /// Whether a call changes nothing, as the contract's `idempotency_level` states; a method that does not say so may.
    public let changesNothing: Bool

    /// Reads from a request the free texts that are screened before the method has them; `nil` if requests have none.
    public let screenedTexts: TextAccessor?

    /// What must be open for the answer to go to another board; `nil` if it never does, or is not classified.
    public let answerNeeds: DisclosureNeeds?

    /// Creates a policy.
    public init(
        roles: Set<Kaa.Kernel.V1.Role>,
        purposes: [Kaa.Kernel.V1.Purpose],
        access: Kaa.Kernel.V1.Access,
        grounds: [Kaa.Kernel.V1.LegalGround],
        subjectsInRequest: Accessor?,
        subjectsInAnswer: Accessor?,
        districtsInRequest: Accessor?,
        reasonRequired: Bool = false,
        minimumAssurance: Kaa.Kernel.V1.AssuranceLevel = .unspecified,
        revealsProtected: Bool = false,
        personRequired: Bool = false,
        changesNothing: Bool = false,
        screenedTexts: TextAccessor? = nil,
        answer: (any ClassifiedMessage.Type)? = nil
    ) {
        self.roles = roles
        self.purposes = purposes
        self.access = access
        self.grounds = grounds
        self.subjectsInRequest = subjectsInRequest
        self.subjectsInAnswer = subjectsInAnswer
        self.districtsInRequest = districtsInRequest
        self.reasonRequired = reasonRequired
        self.minimumAssurance = minimumAssurance
        self.revealsProtected = revealsProtected
        self.personRequired = personRequired
        self.changesNothing = changesNothing
        self.screenedTexts = screenedTexts
        self.answerNeeds = grounds.isEmpty ? nil : answer.map { DisclosureNeeds(of: $0) }
    }
}
