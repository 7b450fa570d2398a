import KAAKernel

/// How an order is kept with the run of the job.
extension NightlyOrder: Codable {
    private enum Keys: String, CodingKey {
        case directory
        case isTemporary
        case asOf
        case isDryRun
        case acceptedFeeds
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
        let feeds = try container.decode([String].self, forKey: .acceptedFeeds)
        let roles = try container.decode([String].self, forKey: .roles)
        self.init(
            directory: try container.decode(String.self, forKey: .directory),
            isTemporary: try container.decode(Bool.self, forKey: .isTemporary),
            asOf: try CivilDate(iso: try container.decode(String.self, forKey: .asOf)),
            isDryRun: try container.decode(Bool.self, forKey: .isDryRun),
            acceptedFeeds: Set(feeds.compactMap(FeedKind.init(rawValue:))),
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
        try container.encode(self.directory, forKey: .directory)
        try container.encode(self.isTemporary, forKey: .isTemporary)
        try container.encode(self.asOf.description, forKey: .asOf)
        try container.encode(self.isDryRun, forKey: .isDryRun)
        try container.encode(self.acceptedFeeds.map(\.rawValue).sorted(), forKey: .acceptedFeeds)
        try container.encode(self.caller.subject, forKey: .subject)
        try container.encode(self.caller.issuer, forKey: .issuer)
        try container.encode(self.caller.kind.rawValue, forKey: .kind)
        try container.encode(self.caller.board.description, forKey: .board)
        try container.encode(self.caller.roles.map(\.rawValue).sorted(), forKey: .roles)
    }
}
