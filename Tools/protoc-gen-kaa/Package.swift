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

let protobuf: [Target.Dependency] = [
    .product(name: "SwiftProtobuf", package: "swift-protobuf"),
    .product(name: "SwiftProtobufPluginLibrary", package: "swift-protobuf"),
]

let package = Package(
    name: "protoc-gen-kaa",
    products: [
        .executable(name: "protoc-gen-kaa", targets: ["protoc-gen-kaa"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0")
    ],
    targets: [
        .target(
            name: "ContractGeneration",
            dependencies: protobuf,
            swiftSettings: settings
        ),
        .executableTarget(
            name: "protoc-gen-kaa",
            dependencies: ["ContractGeneration"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ContractGenerationTests",
            dependencies: ["ContractGeneration"] + protobuf,
            swiftSettings: settings
        ),
    ]
)
