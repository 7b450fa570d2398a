import Foundation
import KAAKernel

/// How an order is kept with the run of the job.
extension PurgeOrder: Codable {
    private enum Keys: String, CodingKey {
        case purge
        case subject
        case issuer
        case kind
        case board
        case roles
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        guard let board = Board(try container.decode(String.self, forKey: .board)),
            let kind = Caller.Kind(rawValue: try container.decode(String.self, forKey: .kind))
        else {
            throw DecodingError.dataCorruptedError(forKey: .board, in: container, debugDescription: "No such caller.")
        }
        let roles = try container.decode([String].self, forKey: .roles)
        self.init(
            purge: try container.decode(UUID.self, forKey: .purge),
            caller: Caller(
                subject: try container.decode(String.self, forKey: .subject),
                // An order of a version that knew one issuer.
                issuer: try container.decodeIfPresent(String.self, forKey: .issuer) ?? Caller.ownIssuer,
                kind: kind,
                board: board,
                roles: Set(roles.compactMap(Role.init(rawValue:)))
            )
        )
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(self.purge, forKey: .purge)
        try container.encode(self.caller.subject, forKey: .subject)
        try container.encode(self.caller.issuer, forKey: .issuer)
        try container.encode(self.caller.kind.rawValue, forKey: .kind)
        try container.encode(self.caller.board.description, forKey: .board)
        try container.encode(self.caller.roles.map(\.rawValue).sorted(), forKey: .roles)
    }
}
