extension ConfigurationKey {
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
    static let tlsClientAuthorities = Self(
        "server.tls.clientAuthorities",
        .text,
        default: nil,
        "A PEM file with the authorities that sign the client certificates of the systems under `identity.systems`. Without it none count."
    )
    static let serverThreads = Self(
        "server.threads",
        .integer(1...256),
        default: "1",
        "How many threads serve connections. Databases and jobs have threads of their own."
    )
    static let maximumMessageBytes = Self(
        "server.limits.maximumMessageBytes",
        .integer(1024...268_435_456),
        default: "4194304",
        "The largest request message, in bytes. A larger one is refused before it is read into memory."
    )
    static let maximumAnswerBytes = Self(
        "server.limits.maximumAnswerBytes",
        .integer(1024...1_073_741_824),
        default: "67108864",
        "The largest answer message, in bytes."
    )
    static let maximumMetadataBytes = Self(
        "server.limits.maximumMetadataBytes",
        .integer(1024...1_048_576),
        default: "16384",
        "The largest metadata of a call, in bytes, with 32 added for each field as HTTP/2 counts."
    )
    static let maximumBufferedBytes = Self(
        "server.limits.maximumBufferedBytes",
        .integer(1_048_576...4_294_967_296),
        default: "33554432",
        "How many bytes of requests may wait on a connection to be read."
    )
    static let maximumQueuedBytes = Self(
        "server.limits.maximumQueuedBytes",
        .integer(1_048_576...4_294_967_296),
        default: "16777216",
        "How many bytes of answers may wait on a connection before its further calls wait as well."
    )
    static let maximumHeldBytes = Self(
        "server.limits.maximumHeldBytes",
        .integer(1_048_576...1_099_511_627_776),
        default: "536870912",
        "How many bytes of both may wait on all connections together, beyond 64 KiB of each."
    )
    static let maximumConnections = Self(
        "server.limits.maximumConnections",
        .integer(1...1_000_000),
        default: "10000",
        "How many connections are served at a time; further ones are closed."
    )
    static let maximumConnectionsPerAddress = Self(
        "server.limits.maximumConnectionsPerAddress",
        .integer(1...1_000_000),
        default: "4096",
        "How many of them may come from one address. A proxy is one address, so give it room."
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
        "How many calls run at a time in all; further ones are refused as `RESOURCE_EXHAUSTED`."
    )
    static let maximumCallSeconds = Self(
        "server.limits.maximumCallSeconds",
        .integer(1...604_800),
        default: nil,
        "The longest time a call may take, whatever deadline the client sets. Without it any time."
    )
    static let handshakeSeconds = Self(
        "server.limits.handshakeSeconds",
        .integer(1...300),
        default: "10",
        "The time for the TLS handshake and the first frames, and for each header block."
    )
    static let messageSeconds = Self(
        "server.limits.messageSeconds",
        .integer(1...3600),
        default: "30",
        "How long a request message may come in at less than 1 KiB a second."
    )
    static let stallSeconds = Self(
        "server.limits.stallSeconds",
        .integer(1...86_400),
        default: "300",
        "How long a client may read an answer at less than 1 KiB a second."
    )
    static let writeSeconds = Self(
        "server.limits.writeSeconds",
        .integer(1...3600),
        default: "60",
        "How long bytes may wait for a client that takes none."
    )
    static let shutdownGraceSeconds = Self(
        "server.limits.shutdownGraceSeconds",
        .integer(0...3600),
        default: "30",
        "How long calls under way may take to end after SIGTERM."
    )
    static let keepaliveSeconds = Self(
        "server.keepalive.seconds",
        .integer(1...86_400),
        default: "7200",
        "How long a client may be silent before it is asked for a sign of life."
    )
    static let keepaliveTimeoutSeconds = Self(
        "server.keepalive.timeoutSeconds",
        .integer(1...3600),
        default: "20",
        "How long it has to give one before the connection is closed."
    )
    static let minimumPingSeconds = Self(
        "server.keepalive.minimumPingSeconds",
        .integer(0...86_400),
        default: "300",
        "The least time between two pings of a client with calls under way; the third that comes too early ends the connection."
    )
    static let minimumIdlePingSeconds = Self(
        "server.keepalive.minimumIdlePingSeconds",
        .integer(0...86_400),
        default: "7200",
        "The least time between two pings of a client without calls under way."
    )
    static let maximumIdleSeconds = Self(
        "server.keepalive.maximumIdleSeconds",
        .integer(1...604_800),
        default: nil,
        "How long a connection may be without calls before it is closed. Without it any time."
    )
    static let maximumAgeSeconds = Self(
        "server.keepalive.maximumAgeSeconds",
        .integer(1...604_800),
        default: nil,
        "How long a connection may last, give or take a tenth. Without it any time."
    )
    static let maximumAgeGraceSeconds = Self(
        "server.keepalive.maximumAgeGraceSeconds",
        .integer(0...86_400),
        default: "300",
        "How long calls of a connection may take to end after its age."
    )

    /// The keys of the port that serves callers, in the order of the operations manual.
    static let server: [ConfigurationKey] = [
        .serverHost, .serverPort, .tlsCertificate, .tlsKey, .tlsClientAuthorities, .serverThreads,
        .maximumMessageBytes, .maximumAnswerBytes, .maximumMetadataBytes, .maximumBufferedBytes, .maximumQueuedBytes,
        .maximumHeldBytes, .maximumConnections, .maximumConnectionsPerAddress, .maximumStreamsPerConnection,
        .maximumConcurrentCalls, .maximumCallSeconds,
        .handshakeSeconds, .messageSeconds, .stallSeconds, .writeSeconds, .shutdownGraceSeconds,
        .keepaliveSeconds, .keepaliveTimeoutSeconds, .minimumPingSeconds, .minimumIdlePingSeconds,
        .maximumIdleSeconds, .maximumAgeSeconds, .maximumAgeGraceSeconds,
    ]
}
