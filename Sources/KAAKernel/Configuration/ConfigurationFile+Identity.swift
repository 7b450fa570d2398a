extension IdentityConfiguration {
    init(_ file: ConfigurationFile) throws {
        self.issuer = try file.required(.identityIssuer)
        self.audience = try file.required(.identityAudience)
        self.keys = try file.optional(.identityKeys)
        self.clockSkewSeconds = try file.integer(.clockSkewSeconds)
        self.maximumTokenSeconds = try file.integer(.maximumTokenSeconds)
        self.revoked = try file.optional(.identityRevoked)
        self.issuers = try file.names(.issuerText, ConfigurationKey.identity).map { name in
            guard !Caller.reservedIssuers.contains(name) else {
                throw file.invalid(.issuerText.named(name), "under another name, which stands for an issuer of our own")
            }
            return try IssuerConfiguration(file, name: name)
        }
        self.keyRefresh = try file.seconds(.keyRefresh)
        self.systems = try file.names(.systemCertificate, ConfigurationKey.identity).map { name in
            try SystemConfiguration(file, name: name)
        }
        guard Set([self.issuer] + self.issuers.map(\.issuer)).count == self.issuers.count + 1 else {
            throw file.invalid(.issuerText, "another text for each issuer")
        }
    }
}

extension IssuerConfiguration {
    init(_ file: ConfigurationFile, name: String) throws {
        self.name = name
        self.issuer = try file.required(.issuerText.named(name))
        self.audience = try file.optional(.issuerAudience.named(name)) ?? file.required(.identityAudience)
        self.keys = try file.required(.issuerKeys.named(name))
        self.authorities = try file.optional(.issuerAuthorities.named(name))
        self.algorithms = try file.list(.issuerAlgorithms.named(name), "names of algorithms", SigningAlgorithm.init)
        let boards = ConfigurationKey.issuerBoards.named(name)
        self.boards = try file.text(boards).map { _ in try file.list(boards, "names of boards", Board.init) }
        let level = ConfigurationKey.issuerAssurance.named(name)
        self.maximumAssurance = try file.value(level, "a level from 1 to 4") { text in
            Int(text).flatMap(AssuranceLevel.init(rawValue:))
        }
    }
}

extension SystemConfiguration {
    init(_ file: ConfigurationFile, name: String) throws {
        let board = try file.value(.systemBoard.named(name), "a board", Board.init)
        let roles = ConfigurationKey.systemRoles.named(name)
        self.init(
            name: name,
            certificate: try file.required(.systemCertificate.named(name)),
            board: board,
            roles: try file.list(roles, "names of roles", Role.init(rawValue:))
        )
        guard self.roles.allSatisfy({ $0.exists(at: board) }) else { throw file.invalid(roles, "roles of its board") }
    }
}

extension ConfigurationFile {
    /// The names under which the file has things of one kind.
    ///
    /// - Throws: ``ConfigurationError`` if one is not made of letters and digits, which the environment could not name.
    func names(_ key: ConfigurationKey, _ keys: [ConfigurationKey]) throws -> [String] {
        let stem = key.name.prefix { $0 != "<" }
        let names = Set(keys.filter { $0.name.hasPrefix(stem) }.flatMap(self.components)).sorted()
        for name in names where !name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) {
            throw self.invalid(key.named(name), "under a name of letters and digits")
        }
        return names
    }

    /// The values of a key that takes several, separated by spaces.
    func list<T: Hashable>(_ key: ConfigurationKey, _ expected: String, _ parse: (String) -> T?) throws -> Set<T> {
        let words = try self.required(key).split(separator: " ").map(String.init)
        let values = words.compactMap(parse)
        guard !values.isEmpty, values.count == words.count else {
            throw self.invalid(key, "\(expected), separated by spaces")
        }
        return Set(values)
    }
}
