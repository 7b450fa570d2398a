// swift-tools-version: 6.3

import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asn1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let certificates = Target.Dependency.product(name: "X509", package: "swift-certificates")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let jwt = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

/// What feeds the engine arbitrary bytes: a test with the inputs kept, or with `KAA_FUZZING` in the environment a program
/// that makes inputs up (`scripts/fuzz`).
let isFuzzing = Context.environment["KAA_FUZZING"] != nil
let fuzzed: [SwiftSetting] =
    isFuzzing ? settings + [.unsafeFlags(["-sanitize=fuzzer,address", "-enable-testing"])] : settings
let fuzzDependencies: [Target.Dependency] = [
    "KAARPC", "KAAWire", "TestContracts", logging, nioCore, nioEmbedded,
]
let fuzzTarget: Target =
    isFuzzing
    ? .executableTarget(
        name: "fuzz",
        dependencies: fuzzDependencies,
        path: "Tests/FuzzTests",
        exclude: ["Found", "RegressionTests.swift", "Seeds", "make-seeds"],
        swiftSettings: fuzzed,
        linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])]
    )
    : .testTarget(
        name: "FuzzTests",
        dependencies: fuzzDependencies,
        exclude: ["Driver", "Found", "Seeds", "make-seeds"],
        swiftSettings: settings
    )

/// The targets of one module: a contract that other modules may import, an implementation that
/// only `kaad` may, and the tests with their folders of golden files.
func module(_ name: String, consuming contracts: [String] = [], golden: [String] = []) -> [Target] {
    let consumed = contracts.map { Target.Dependency.target(name: "\($0)Contract") }
    return [
        .target(
            name: "\(name)Contract",
            dependencies: ["CProtobuf", "KAAKernelContract", "KAARPC", "KAAWire"],
            path: "Sources/Modules/\(name)/Contract",
            exclude: ["Protos"],
            swiftSettings: settings
        ),
        .target(
            name: name,
            dependencies: [
                "KAAKernel", "KAAKernelContract", "KAARPC", "KAAStorage", "KAAWire",
                .target(name: "\(name)Contract"), logging,
            ] + consumed,
            path: "Sources/Modules/\(name)",
            exclude: ["Contract"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "\(name)Tests",
            dependencies: [
                "KAAExpectations", "KAAKernel", "KAAKernelContract", "KAAKernelTesting", "KAARPC", "KAAStorage",
                "KAAWire", "SeededRandomness", .target(name: name), .target(name: "\(name)Contract"), logging,
            ] + consumed,
            path: "Tests/Modules/\(name)Tests",
            exclude: golden,
            swiftSettings: settings
        ),
    ]
}

let package = Package(
    name: "kaa",
    products: [
        // For Benchmarks, which is a package of its own.
        .library(name: "KAADemonstration", targets: ["KAADemonstration", "KAAKernel"]),
        .library(
            name: "KAAKernelTesting",
            targets: ["KAAKernel", "KAAKernelContract", "KAAKernelTesting", "KAAStorage"]
        ),
        .library(name: "KAARPC", targets: ["KAARPC", "KAAWire"]),
        .executable(name: "kaad", targets: ["kaad"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["YAML"]),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: [
        .systemLibrary(name: "CNghttp2", pkgConfig: "libnghttp2", providers: [.apt(["libnghttp2-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "CProtobuf",
            linkerSettings: [.linkedLibrary("protobuf-c")]
        ),
        .target(name: "KAAWire", dependencies: ["CProtobuf"], exclude: ["Protos"], swiftSettings: fuzzed),
        .target(
            name: "KAARPC",
            dependencies: [
                "CNghttp2", "CProtobuf", "CZlib", "KAAWire", deque, logging, nioCore, nioHTTP1, nioPosix, nioSSL,
                nioTLS,
            ],
            exclude: ["Protos"],
            swiftSettings: fuzzed
        ),
        .target(
            name: "KAAStorage",
            dependencies: [
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                crypto, deque,
            ],
            swiftSettings: settings
        ),
        .target(
            name: "KAAKernelContract",
            dependencies: ["CProtobuf", "KAARPC", "KAAWire"],
            path: "Sources/KAAKernel/Contract",
            exclude: ["Protos"],
            swiftSettings: settings
        ),
        .target(
            name: "KAAKernel",
            dependencies: [
                "KAAKernelContract", "KAARPC", "KAAScreening", "KAAStorage", "KAATransparency", "KAAWire",
                asn1, certificates, configuration, crypto, jwt, logging, metrics, yams,
            ],
            exclude: ["Contract"],
            swiftSettings: settings
        ),
        .target(
            name: "KAAKernelTesting",
            dependencies: [
                "KAAKernel", "KAAKernelContract", "KAARPC", "KAAStorage", "KAAWire", configuration, logging,
            ],
            swiftSettings: settings
        ),
        .target(name: "KAAExpectations", dependencies: ["KAAKernelTesting", "KAARPC"], swiftSettings: settings),
        .target(name: "KAAScreening", swiftSettings: settings),
        .target(name: "KAATransparency", dependencies: [crypto], swiftSettings: settings),
        .target(name: "KAADemonstration", dependencies: ["KAAKernel"], swiftSettings: settings),
        .target(name: "SeededRandomness", path: "Tests/SeededRandomness", swiftSettings: settings),
        .target(name: "CTestContracts", dependencies: ["CProtobuf"], path: "Tests/CTestContracts"),
        .target(
            name: "TestContracts",
            dependencies: ["CTestContracts", "KAARPC", "KAAWire"],
            path: "Tests/TestContracts",
            exclude: ["Protos"],
            swiftSettings: settings
        ),
        .target(name: "CInteropContracts", dependencies: ["CProtobuf"], path: "Tests/CInteropContracts"),
        .target(
            name: "InteropContracts",
            dependencies: ["CInteropContracts", "KAARPC", "KAAWire"],
            path: "Tests/InteropContracts",
            exclude: ["Protos"],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "interop-client",
            dependencies: ["InteropContracts", "KAARPC", "KAAWire", argumentParser],
            path: "Tests/interop-client",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "interop-server",
            dependencies: ["InteropContracts", "KAARPC", "KAAWire", argumentParser, logging, unixSignals],
            path: "Tests/interop-server",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "kaad",
            dependencies: [
                "Guidance", "GuidanceContract", "Interventions", "InterventionsContract", "KAADemonstration",
                "KAAKernel", "KAAKernelContract", "KAARPC", "KAAStorage", "KAATransparency", "KAAWire", "Outreach",
                "OutreachContract", "Reporting", "ReportingContract", argumentParser, crypto, lifecycle, logging,
                metrics, unixSignals,
            ],
            swiftSettings: settings
        ),
        .testTarget(name: "ArchitectureTests", swiftSettings: settings),
        fuzzTarget,
        .testTarget(
            name: "KAAWireTests",
            dependencies: ["CProtobuf", "KAAWire", "TestContracts"],
            exclude: ["Corpus"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "KAARPCTests",
            dependencies: [
                "CNghttp2", "KAARPC", "KAAWire", "SeededRandomness", "TestContracts", deque, logging, nioCore,
                nioEmbedded, nioPosix,
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "KAAScreeningTests",
            dependencies: ["KAAScreening"],
            exclude: ["Corpus"],
            swiftSettings: settings
        ),
        .target(
            name: "LedgerTrials",
            dependencies: ["KAATransparency", "SeededRandomness", crypto],
            path: "Tests/LedgerTrials",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "ledger-trials",
            dependencies: ["KAATransparency", "LedgerTrials", "SeededRandomness", argumentParser],
            path: "Tests/ledger-trials",
            swiftSettings: settings
        ),
        .testTarget(
            name: "KAATransparencyTests",
            dependencies: ["KAATransparency", "LedgerTrials", "SeededRandomness", "ledger-trials", crypto],
            swiftSettings: settings
        ),
        .testTarget(name: "KAAStorageTests", dependencies: ["KAAStorage"], swiftSettings: settings),
        .testTarget(
            name: "KAAKernelTests",
            dependencies: [
                "KAAExpectations", "KAAKernel", "KAAKernelContract", "KAAKernelTesting", "KAARPC", "KAAStorage",
                "KAAWire", "SeededRandomness", configuration, crypto, jwt, logging, metrics, nioCore, nioPosix,
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "KAADemonstrationTests",
            dependencies: ["KAADemonstration", "KAAKernel"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "SystemTests",
            dependencies: [
                "GuidanceContract", "InterventionsContract", "KAADemonstration", "KAAExpectations", "KAAKernel",
                "KAAKernelContract", "KAAKernelTesting", "KAARPC", "KAAStorage", "KAATransparency", "KAAWire",
                "OutreachContract", "ReportingContract",
                "kaad", "ledger-trials",
            ],
            exclude: ["Clients"],
            swiftSettings: settings
        ),
    ]
        + module("Outreach")
        + module("Guidance", consuming: ["Outreach"])
        + module("Interventions", consuming: ["Outreach"])
        + module("Reporting", consuming: ["Outreach", "Guidance", "Interventions"], golden: ["Service/Golden"])
)

// With `KAA_ENGINE` in the environment, the engine and its tests only: what the sanitizers watch.
if Context.environment["KAA_ENGINE"] != nil {
    let engine: Set = [
        "ArchitectureTests", "CNghttp2", "CProtobuf", "CTestContracts", "CZlib", "FuzzTests", "KAARPC", "KAARPCTests",
        "KAAWire", "KAAWireTests", "SeededRandomness", "TestContracts",
    ]
    package.targets.removeAll { !engine.contains($0.name) }
    package.products.removeAll { $0.name != "KAARPC" }
}
