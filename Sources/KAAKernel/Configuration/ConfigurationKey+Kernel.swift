extension ConfigurationKey {
    static let dataDirectory = Self(
        "dataDirectory",
        .text,
        default: "data",
        "The folder with the databases, the key and the lock. One kaad at a time uses it."
    )
    static let serverHost = Self(
        "server.host",
        .text,
        default: "127.0.0.1",
        "The address to listen on."
    )
    static let serverPort = Self(
        "server.port",
        .integer(0...65_535),
        default: "8443",
        "The port to listen on; 0 takes a free one, which the log line at start names."
    )
    static let tlsCertificate = Self(
        "server.tls.certificate",
        .text,
        default: nil,
        "A PEM file with the certificate chain. Without it the server speaks plaintext HTTP/2."
    )
    static let tlsKey = Self(
        "server.tls.key",
        .text,
        default: nil,
        "A PEM file with the certificate's private key. Given together with the certificate."
    )
    static let maximumMessageBytes = Self(
        "server.limits.maximumMessageBytes",
        .integer(1_024...268_435_456),
        default: "4194304",
        "The largest message that is accepted, in bytes. gRPC's own limit is 4 MiB."
    )
    static let maximumMetadataBytes = Self(
        "server.limits.maximumMetadataBytes",
        .integer(1_024...1_048_576),
        default: "16384",
        "The largest metadata of a call, in bytes."
    )
    static let maximumConnections = Self(
        "server.limits.maximumConnections",
        .integer(1...1_000_000),
        default: "10000",
        "How many connections are served at the same time; further ones are closed."
    )
    static let maximumStreamsPerConnection = Self(
        "server.limits.maximumStreamsPerConnection",
        .integer(1...65_536),
        default: "100",
        "How many calls one connection may have open."
    )
    static let maximumConcurrentCalls = Self(
        "server.limits.maximumConcurrentCalls",
        .integer(1...1_000_000),
        default: "2000",
        "How many calls run at the same time in all; further ones are refused as RESOURCE_EXHAUSTED."
    )
    static let shutdownGraceSeconds = Self(
        "server.limits.shutdownGraceSeconds",
        .integer(0...3_600),
        default: "30",
        "How long calls under way may take to end after SIGTERM, in seconds."
    )
    static let identityIssuer = Self(
        "identity.issuer",
        .text,
        default: "https://kaad.invalid",
        "The issuer that tokens must name (`iss`)."
    )
    static let identityAudience = Self(
        "identity.audience",
        .text,
        default: "kaad",
        "The audience that tokens must be made for (`aud`)."
    )
    static let identityKeys = Self(
        "identity.keys",
        .text,
        default: nil,
        "A JWK Set file with the issuer's public keys (P-256, ES256). Without it only the key of `kaad token` counts."
    )
    static let clockSkewSeconds = Self(
        "identity.clockSkewSeconds",
        .integer(0...300),
        default: "60",
        "How far the issuer's clock may differ from ours, in seconds."
    )
    static let moduleEnabled = Self(
        "modules.<name>.enabled",
        .flag,
        default: "true",
        "Whether the module runs in this process."
    )
    static let kommunCode = Self(
        "kommun.code",
        .text,
        default: "0180",
        "The kommunkod of the municipality, four digits (SCB). 0180 is Stockholm."
    )
    static let maximumClosedShare = Self(
        "nightly.maximumClosedShare",
        .number(0...1),
        default: "0.1",
        "The nightly run stops before it would close a larger share of the open cases than this."
    )
    static let maximumShrinkage = Self(
        "nightly.maximumShrinkage",
        .number(0...1),
        default: "0.2",
        "The nightly run stops if a feed is smaller than the one before by a larger share than this."
    )
    static let springTermEnd = Self(
        "calendar.springTermEnd",
        .dayOfYear,
        default: "06-30",
        "The last day of the spring term, as MM-DD: who turns 16 in a year is covered after it."
    )
    static let logLevel = Self(
        "log.level",
        .choice(["trace", "debug", "info", "notice", "warning", "error", "critical"]),
        default: "info",
        "The lowest level that is logged."
    )
    static let logFormat = Self(
        "log.format",
        .choice(LogFormat.allCases.map(\.rawValue)),
        default: LogFormat.json.rawValue,
        "How log lines are written: `json` for collectors, `logfmt` for people."
    )

    /// Every key of the kernel, in the order of the operations manual.
    public static let all: [ConfigurationKey] = [
        .dataDirectory, .kommunCode,
        .serverHost, .serverPort, .tlsCertificate, .tlsKey,
        .maximumMessageBytes, .maximumMetadataBytes, .maximumConnections, .maximumStreamsPerConnection,
        .maximumConcurrentCalls, .shutdownGraceSeconds,
        .identityIssuer, .identityAudience, .identityKeys, .clockSkewSeconds,
        .moduleEnabled,
        .maximumClosedShare, .maximumShrinkage, .springTermEnd,
        .logLevel, .logFormat,
    ]
}
