public import KAAKernelContract
public import KAAWire

/// A legal ground in one wording, for as long as that is in force.
public struct GroundVersion: Hashable, Sendable {
    /// The ground.
    public let ground: LegalGround

    /// The wording, unique among those of its ground, such as `SFS 2022:1315`.
    public let name: String

    /// Where the provision stands, for people.
    public let statute: String

    /// The first day on which it can be relied on.
    public let validFrom: CivilDate

    /// The first day on which it no longer can; `nil` while there is no end.
    public let validUntil: CivilDate?

    /// What data may be disclosed for, the most usual first; never empty.
    public let purposes: [Purpose]

    /// What it opens, and between whom.
    public let openings: [GroundOpening]

    /// Whether whoever relies on it must say why.
    public let needsReason: Bool

    /// Creates a version.
    public init(
        _ ground: LegalGround,
        _ name: String,
        statute: String,
        from validFrom: CivilDate,
        until validUntil: CivilDate? = nil,
        purposes: [Purpose],
        openings: [GroundOpening],
        needsReason: Bool = false
    ) {
        self.ground = ground
        self.name = name
        self.statute = statute
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.purposes = purposes
        self.openings = openings
        self.needsReason = needsReason
    }

    /// The ground and the wording.
    public var citation: GroundCitation {
        GroundCitation(ground: self.ground, version: self.name)
    }

    /// Whether it can be relied on on a day.
    public func isInForce(on day: CivilDate) -> Bool {
        self.validFrom <= day && self.validUntil.map { day < $0 } ?? true
    }

    /// The classes of data that may go from one board to the other; empty if none may.
    public func classes(from discloser: Board, to receiver: Board) -> Set<Kaa.Kernel.V1.DataClass> {
        self.openings.filter { $0.leads(from: discloser, to: receiver) }.reduce(into: []) { $0.formUnion($1.classes) }
    }
}
