/// Who makes a call, once that is proven: what policy and audit go by.
public struct Caller: Hashable, Sendable {
    /// Whether there is a person behind the call.
    public enum Kind: String, Hashable, Sendable {
        /// A person, signed in.
        case person

        /// A system acting by itself.
        case system
    }

    /// The issuer's identifier of the caller, never a personnummer; another issuer's can be the same.
    public var subject: String

    /// The name of whoever vouches for the identifier, such as an issuer of the configuration.
    public var issuer: String

    /// Whether the caller is a person or a system.
    public var kind: Kind

    /// The board on whose behalf the call is made.
    public var board: Board

    /// The mandates of the caller.
    public var roles: Set<Role>

    /// The districts the caller may deal with.
    public var districts: DistrictScope

    /// How surely the caller is known.
    public var assurance: AssuranceLevel

    /// Creates a caller.
    public init(
        subject: String,
        issuer: String = Caller.ownIssuer,
        kind: Kind,
        board: Board,
        roles: Set<Role>,
        districts: DistrictScope = .all,
        assurance: AssuranceLevel = .low
    ) {
        self.subject = subject
        self.issuer = issuer
        self.kind = kind
        self.board = board
        self.roles = roles
        self.districts = districts
        self.assurance = assurance
    }
}
