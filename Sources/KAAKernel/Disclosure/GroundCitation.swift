/// A legal ground as it was worded when it was relied on.
public struct GroundCitation: Hashable, Sendable, CustomStringConvertible {
    /// The ground.
    public let ground: LegalGround

    /// The wording, such as `SFS 2022:1315`; see ``GroundVersion/name``.
    public let version: String

    /// Creates a citation.
    public init(ground: LegalGround, version: String) {
        self.ground = ground
        self.version = version
    }

    /// Such as `SKOLLAGEN_29_9 (SFS 2022:1315)`.
    public var description: String {
        "\(self.ground.rawValue) (\(self.version))"
    }
}
