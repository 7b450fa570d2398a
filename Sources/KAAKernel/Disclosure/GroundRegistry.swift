import KAAKernelContract
import KAAWire

/// The legal grounds on which data about a person may go from one board to another, in every wording they have had.
///
/// What is not in it opens nothing.
public struct GroundRegistry: Sendable {
    /// Every wording of every ground.
    public let versions: [GroundVersion]

    /// Names the content: two registries with the same text here open the same.
    public let version: String

    private let byGround: [LegalGround: [GroundVersion]]

    /// Creates a registry.
    ///
    /// - Parameter versions: The wordings; of one ground, at most one should be in force on a day, and the first counts.
    public init(_ versions: [GroundVersion]) {
        self.versions = versions
        self.byGround = Dictionary(grouping: versions, by: \.ground)
        let text = versions.map(Self.canonicalText(of:)).joined(separator: "\n")
        self.version = Digest.short(of: text)
    }

    /// The wording of a ground that is in force on a day, or `nil`.
    public func version(of ground: LegalGround, on day: CivilDate) -> GroundVersion? {
        self.byGround[ground]?.first { $0.isInForce(on: day) }
    }

    private static func canonicalText(of version: GroundVersion) -> String {
        let openings = version.openings.map { opening in
            let from = opening.disclosers.map(\.description).sorted().joined(separator: ",")
            let to = opening.receivers.map(\.description).sorted().joined(separator: ",")
            let classes = opening.classes.map(\.mnemonic).sorted().joined(separator: ",")
            return "\(from)>\(to):\(classes)"
        }
        let purposes = version.purposes.map(\.rawValue)
        let end = version.validUntil.map(\.description) ?? ".."
        let head = [version.citation.description, version.statute, "\(version.validFrom)/\(end)"]
        return (head + purposes + openings + ["\(version.needsReason)"]).joined(separator: "|")
    }
}
