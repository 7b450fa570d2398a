/// A system that proves who it is with a client certificate.
public struct SystemConfiguration: Equatable, Sendable {
    /// What the audit log calls it.
    public var name: String

    /// What its certificate is known by: a DNS name or URI among its alternative names, or `sha256:` and its fingerprint.
    public var certificate: String

    /// The board on whose behalf it calls.
    public var board: Board

    /// Its mandates.
    public var roles: Set<Role>

    /// The districts that it may deal with.
    public var districts: DistrictScope

    /// Creates a system.
    public init(name: String, certificate: String, board: Board, roles: Set<Role>, districts: DistrictScope = .all) {
        self.name = name
        self.certificate = certificate
        self.board = board
        self.roles = roles
        self.districts = districts
    }
}
