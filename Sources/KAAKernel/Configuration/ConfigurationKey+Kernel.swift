extension ConfigurationKey {
    static let dataDirectory = Self(
        "dataDirectory",
        .text,
        default: "data",
        "The folder with the databases, the key and the lock. One kaad at a time uses it."
    )
    static let metricsHost = Self(
        "metrics.host",
        .text,
        default: "127.0.0.1",
        "The address on which metrics are shown; nobody is asked who they are, so choose one of the operators' network."
    )
    static let metricsPort = Self(
        "metrics.port",
        .integer(0...65_535),
        default: nil,
        "The port on which `/metrics` is shown over HTTP; 0 takes a free one. Without it nothing is shown."
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
    static let protectionHandlers = Self(
        "protection.handlers",
        .text,
        default: nil,
        "The accounts, separated by commas, of those who deal with protected persons: `own/account` or `<issuer>/account`; `account` alone while there is one issuer. Without it nobody does."
    )
    static let auditBoards = Self(
        "audit.boards",
        .text,
        default: AuditConfiguration.standardBoards.map(\.description).sorted().joined(separator: " "),
        "The boards of the municipality, separated by spaces, whose auditors see what was done with anybody's data and every consent."
    )
    static let springTermEnd = Self(
        "calendar.springTermEnd",
        .dayOfYear,
        default: "06-30",
        "The last day of the spring term, as MM-DD: who turns 16 in a year is covered after it."
    )
    static let monthsAfterCoverage = Self(
        "retention.monthsAfterCoverage",
        .integer(0...120),
        default: "0",
        "How many months after the end of coverage somebody who has turned 20 is purged; 0 waits for the statute's day."
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
    public static let all: [ConfigurationKey] =
        [
            .dataDirectory, .kommunCode,
        ] + Self.server + [
            .metricsHost, .metricsPort,
        ] + Self.identity + [
            .moduleEnabled,
            .maximumClosedShare, .maximumShrinkage, .protectionHandlers, .auditBoards, .springTermEnd,
            .monthsAfterCoverage,
            .logLevel, .logFormat,
        ]
}
