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
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let rpc = Target.Dependency.product(name: "KAARPC", package: "kaa")

let package = Package(
    name: "kaa-benchmarks",
    dependencies: [
        .package(name: "kaa", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    ],
    targets: [
        .target(name: "CBenchmarkContract"),
        .target(name: "BenchmarkContract", dependencies: ["CBenchmarkContract", rpc], swiftSettings: settings),
        .target(name: "BenchmarkService", dependencies: ["BenchmarkContract", rpc, logging], swiftSettings: settings),
        .executableTarget(
            name: "bench-server-kaa",
            dependencies: [
                "BenchmarkService", argumentParser, rpc, .product(name: "KAADemonstration", package: "kaa"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "bench-server-engine",
            dependencies: ["BenchmarkService", rpc],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "bench-server-policy",
            dependencies: [
                "BenchmarkContract", "BenchmarkService", argumentParser, rpc,
                .product(name: "KAAKernelTesting", package: "kaa"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "generate-population",
            dependencies: [
                argumentParser,
                .product(name: "KAADemonstration", package: "kaa"), .product(name: "kaad", package: "kaa"),
            ],
            swiftSettings: settings
        ),
    ]
)
