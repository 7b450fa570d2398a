extension ConfigurationFile {
    /// The value of a key that has a default.
    func required(_ key: ConfigurationKey) throws -> String {
        guard let text = self.text(key), !text.isEmpty else {
            throw self.invalid(key, "text that is not empty")
        }
        return text
    }

    /// The value of a key that may be left out.
    func optional(_ key: ConfigurationKey) throws -> String? {
        guard let text = self.text(key) else {
            return nil
        }
        guard !text.isEmpty else {
            throw self.invalid(key, "text that is not empty")
        }
        return text
    }

    /// The value of a key, read by `parse`, which returns `nil` for what is not `expected`.
    func value<T>(_ key: ConfigurationKey, _ expected: String, _ parse: (String) -> T?) throws -> T {
        guard let value = parse(try self.required(key)) else {
            throw self.invalid(key, expected)
        }
        return value
    }

    func integer(_ key: ConfigurationKey) throws -> Int {
        guard case .integer(let range) = key.kind else {
            throw self.invalid(key, "a whole number")
        }
        return try self.value(key, "a whole number in \(range.lowerBound)–\(range.upperBound)") { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    func optionalInteger(_ key: ConfigurationKey) throws -> Int? {
        self.text(key) == nil ? nil : try self.integer(key)
    }

    func seconds(_ key: ConfigurationKey) throws -> Duration {
        .seconds(try self.integer(key))
    }

    func optionalSeconds(_ key: ConfigurationKey) throws -> Duration? {
        try self.optionalInteger(key).map { .seconds($0) }
    }

    func number(_ key: ConfigurationKey) throws -> Double {
        guard case .number(let range) = key.kind else {
            throw self.invalid(key, "a number")
        }
        return try self.value(key, "a number in \(range.lowerBound)–\(range.upperBound)") { text in
            Double(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    func flag(_ key: ConfigurationKey) throws -> Bool {
        try self.value(key, "'true' or 'false'") { text in
            switch text {
            case "true": true
            case "false": false
            default: nil
            }
        }
    }

    func choice<T: RawRepresentable<String>>(_ key: ConfigurationKey) throws -> T {
        guard case .choice(let choices) = key.kind else {
            throw self.invalid(key, "a choice")
        }
        return try self.value(key, "one of \(choices.joined(separator: ", "))", T.init(rawValue:))
    }

    func invalid(_ key: ConfigurationKey, _ expected: String) -> ConfigurationError {
        ConfigurationError(
            .invalidValue,
            "The configuration key '\(key.name)' (or \(key.environmentVariable)) must be \(expected)."
        )
    }
}

extension ServerConfiguration {
    init(_ file: ConfigurationFile) throws {
        self.host = try file.required(.serverHost)
        self.port = try file.integer(.serverPort)
        switch (try file.optional(.tlsCertificate), try file.optional(.tlsKey)) {
        case (let certificate?, let key?):
            let authorities = try file.optional(.tlsClientAuthorities)
            self.tls = TLS(certificate: certificate, key: key, clientAuthorities: authorities)
        case (nil, nil): self.tls = nil
        case (_?, nil): throw file.invalid(.tlsKey, "given together with '\(ConfigurationKey.tlsCertificate.name)'")
        case (nil, _?): throw file.invalid(.tlsCertificate, "given together with '\(ConfigurationKey.tlsKey.name)'")
        }
        self.threads = try file.integer(.serverThreads)
        self.limits = try ServerLimits(file)
        self.keepalive = try ServerKeepalive(file)
    }
}

extension ServerLimits {
    init(_ file: ConfigurationFile) throws {
        self.maximumMessageBytes = try file.integer(.maximumMessageBytes)
        self.maximumAnswerBytes = try file.integer(.maximumAnswerBytes)
        self.maximumMetadataBytes = try file.integer(.maximumMetadataBytes)
        self.maximumBufferedBytes = try file.integer(.maximumBufferedBytes)
        self.maximumQueuedBytes = try file.integer(.maximumQueuedBytes)
        self.maximumHeldBytes = try file.integer(.maximumHeldBytes)
        self.maximumConnections = try file.integer(.maximumConnections)
        self.maximumConnectionsPerAddress = try file.integer(.maximumConnectionsPerAddress)
        self.maximumStreamsPerConnection = try file.integer(.maximumStreamsPerConnection)
        self.maximumConcurrentCalls = try file.integer(.maximumConcurrentCalls)
        self.maximumCallDuration = try file.optionalSeconds(.maximumCallSeconds)
        self.handshakeTimeout = try file.seconds(.handshakeSeconds)
        self.messageTimeout = try file.seconds(.messageSeconds)
        self.stallTimeout = try file.seconds(.stallSeconds)
        self.writeTimeout = try file.seconds(.writeSeconds)
        self.shutdownGrace = try file.seconds(.shutdownGraceSeconds)
    }
}

extension ServerKeepalive {
    init(_ file: ConfigurationFile) throws {
        self.time = try file.seconds(.keepaliveSeconds)
        self.timeout = try file.seconds(.keepaliveTimeoutSeconds)
        self.minimumPingInterval = try file.seconds(.minimumPingSeconds)
        self.minimumIdlePingInterval = try file.seconds(.minimumIdlePingSeconds)
        self.maximumIdle = try file.optionalSeconds(.maximumIdleSeconds)
        self.maximumAge = try file.optionalSeconds(.maximumAgeSeconds)
        self.maximumAgeGrace = try file.seconds(.maximumAgeGraceSeconds)
    }
}

extension MetricsConfiguration {
    /// What the file says, or `nil` if metrics are not shown.
    init?(_ file: ConfigurationFile) throws {
        guard let port = try file.optionalInteger(.metricsPort) else { return nil }
        self.init(host: try file.required(.metricsHost), port: port)
    }
}

extension NightlyConfiguration {
    init(_ file: ConfigurationFile) throws {
        self.maximumClosedShare = try file.number(.maximumClosedShare)
        self.maximumShrinkage = try file.number(.maximumShrinkage)
    }
}

extension AuditConfiguration {
    init(_ file: ConfigurationFile) throws {
        self.boards = try file.list(.auditBoards, "names of boards of the municipality") { text in
            guard let board = Board(text) else { return nil }
            if case .external = board { return nil }
            return board
        }
    }
}

extension ProtectionConfiguration {
    /// - Parameters:
    ///   - file: Names the accounts.
    ///   - issuers: The names of the issuers besides the own one.
    /// - Throws: ``ConfigurationError`` if an account could be that of several.
    init(_ file: ConfigurationFile, issuers: [String]) throws {
        let words = try file.optional(.protectionHandlers)?.split { $0 == "," || $0 == " " } ?? []
        self.handlers = Set(
            try words.map { word in
                let parts = word.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                if parts.count == 1, issuers.isEmpty { return Caller.account(parts[0], of: Caller.ownIssuer) }
                guard parts.count == 2, !parts[1].isEmpty, ([Caller.ownIssuer] + issuers).contains(parts[0]) else {
                    let known = ([Caller.ownIssuer] + issuers).joined(separator: ", ")
                    throw file.invalid(
                        .protectionHandlers,
                        "accounts, each with its issuer and a slash before it, such as 'own/'; the issuers are \(known)"
                    )
                }
                return Caller.account(parts[1], of: parts[0])
            }
        )
    }
}
