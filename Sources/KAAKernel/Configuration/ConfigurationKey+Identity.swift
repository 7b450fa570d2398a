extension ConfigurationKey {
    static let identityIssuer = Self(
        "identity.issuer",
        .text,
        default: "https://kaad.invalid",
        "The issuer that tokens of the installation's own key name (`iss`), and those of `identity.keys`."
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
        "A JWK Set file with further keys of `identity.issuer`, read again when it changes. Without it only the key of `kaad token` counts."
    )
    static let clockSkewSeconds = Self(
        "identity.clockSkewSeconds",
        .integer(0...300),
        default: "60",
        "How far an issuer's clock may differ from ours, in seconds."
    )
    static let maximumTokenSeconds = Self(
        "identity.maximumTokenSeconds",
        .integer(60...604_800),
        default: "86400",
        "The longest time that a token may be made for, from `iat` to `exp`, in seconds."
    )
    static let identityRevoked = Self(
        "identity.revoked",
        .text,
        default: nil,
        "A file of what has been withdrawn: tokens, holders, keys, client certificates. What it says counts within a second."
    )
    static let keyRefresh = Self(
        "identity.refreshSeconds",
        .integer(60...86_400),
        default: "3600",
        "How often keys are fetched from URLs; also when a token names a key that is not there, every ten seconds at most."
    )
    static let systemCertificate = Self(
        "identity.systems.<name>.certificate",
        .text,
        default: nil,
        "What the client certificate of a system is known by: a DNS name or URI in it, or `sha256:` and its fingerprint."
    )
    static let systemBoard = Self(
        "identity.systems.<name>.board",
        .text,
        default: nil,
        "The board on whose behalf the system calls."
    )
    static let systemRoles = Self(
        "identity.systems.<name>.roles",
        .text,
        default: Role.integration.rawValue,
        "Its mandates, separated by spaces."
    )
    static let issuerText = Self(
        "identity.issuers.<name>.issuer",
        .text,
        default: nil,
        "Another issuer whose tokens count: its text in `iss`."
    )
    static let issuerAudience = Self(
        "identity.issuers.<name>.audience",
        .text,
        default: nil,
        "The audience that its tokens must be made for. Without it `identity.audience`."
    )
    static let issuerKeys = Self(
        "identity.issuers.<name>.keys",
        .text,
        default: nil,
        "Its JWK Set: a file, read again when it changes, or an `https` URL."
    )
    static let issuerAuthorities = Self(
        "identity.issuers.<name>.authorities",
        .text,
        default: nil,
        "A PEM file with the authorities that the URL's server is trusted through. Without it those of the system."
    )
    static let issuerAlgorithms = Self(
        "identity.issuers.<name>.algorithms",
        .text,
        default: SigningAlgorithm.allCases.map(\.rawValue).joined(separator: " "),
        "The algorithms that its keys may be for, separated by spaces."
    )
    static let issuerBoards = Self(
        "identity.issuers.<name>.boards",
        .text,
        default: nil,
        "The boards that it may speak for, separated by spaces. Without it any."
    )
    static let issuerAssurance = Self(
        "identity.issuers.<name>.maximumAssurance",
        .integer(1...4),
        default: "4",
        "The highest level of assurance that its `acr` counts for."
    )

    /// The keys of whose tokens are accepted, in the order of the operations manual.
    static let identity: [ConfigurationKey] = [
        .identityIssuer, .identityAudience, .identityKeys, .clockSkewSeconds, .maximumTokenSeconds, .identityRevoked,
        .keyRefresh,
        .issuerText, .issuerAudience, .issuerKeys, .issuerAuthorities, .issuerAlgorithms, .issuerBoards,
        .issuerAssurance,
        .systemCertificate, .systemBoard, .systemRoles,
    ]
}
