public import KAAWire

/// What a method asks of its caller and does with personal data, as its contract states it.
public struct MethodPolicy: Sendable {
    /// Reads texts from a message of the method.
    public typealias Accessor = @Sendable (any WireMessage) -> [String]

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

    /// Creates a policy.
    public init(
        roles: Set<Kaa.Kernel.V1.Role>,
        purposes: [Kaa.Kernel.V1.Purpose],
        access: Kaa.Kernel.V1.Access,
        grounds: [Kaa.Kernel.V1.LegalGround],
        subjectsInRequest: Accessor?,
        subjectsInAnswer: Accessor?,
        districtsInRequest: Accessor?
    ) {
        self.roles = roles
        self.purposes = purposes
        self.access = access
        self.grounds = grounds
        self.subjectsInRequest = subjectsInRequest
        self.subjectsInAnswer = subjectsInAnswer
        self.districtsInRequest = districtsInRequest
    }
}
