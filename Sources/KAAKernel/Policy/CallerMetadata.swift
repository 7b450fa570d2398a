import Foundation
import KAARPC

/// How one module's call to another, within the kernel, says on whose behalf it is made.
///
/// Read only from callers in the same process: over the network a caller proves who it is with a token.
enum CallerMetadata {
    private static let key = "kaa-caller-bin"

    private struct Content: Codable {
        var subject: String
        var issuer: String
        var kind: String
        var board: String
        var roles: [String]
        var districts: [String]?
        var assurance: Int
    }

    static func metadata(for caller: Caller) throws -> Metadata {
        let districts: [String]? =
            switch caller.districts {
            case .all: nil
            case .districts(let codes): codes.map(\.rawValue).sorted()
            }
        let content = Content(
            subject: caller.subject,
            issuer: caller.issuer,
            kind: caller.kind.rawValue,
            board: caller.board.description,
            roles: caller.roles.map(\.rawValue).sorted(),
            districts: districts,
            assurance: caller.assurance.rawValue
        )
        var metadata = Metadata()
        metadata.add(bytes: [UInt8](try JSONEncoder().encode(content)), for: self.key)
        return metadata
    }

    /// The caller that the metadata tells of, or `nil` if it tells of none.
    static func caller(in metadata: Metadata) throws -> Caller? {
        guard let bytes = metadata.bytes(for: self.key).first else { return nil }
        let content = try JSONDecoder().decode(Content.self, from: Data(bytes))
        guard let kind = Caller.Kind(rawValue: content.kind), let board = Board(content.board),
            let assurance = AssuranceLevel(rawValue: content.assurance)
        else { return nil }
        return Caller(
            subject: content.subject,
            issuer: content.issuer,
            kind: kind,
            board: board,
            roles: Set(content.roles.compactMap(Role.init(rawValue:))),
            districts: content.districts.map { .districts(Set($0.compactMap(DistrictCode.init(rawValue:)))) } ?? .all,
            assurance: assurance
        )
    }
}
