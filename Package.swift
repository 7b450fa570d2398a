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

let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")

/// The targets of one module: a contract that other modules may import, an implementation that
/// only `kaad` may, and the tests.
func module(_ name: String, consuming contracts: [String] = []) -> [Target] {
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
                "KAAKernel", "KAAKernelContract", "KAAKernelTesting", "KAARPC", "KAAStorage", "KAAWire",
                .target(name: name), .target(name: "\(name)Contract"), logging,
            ] + consumed,
            path: "Tests/Modules/\(name)Tests",
            swiftSettings: settings
        ),
    ]
}

let package = Package(
    name: "kaa",
    dependencies: [
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    ],
    targets: [
        .target(
            name: "CProtobuf",
            linkerSettings: [.linkedLibrary("protobuf-c")]
        ),
        .target(name: "KAAWire", dependencies: ["CProtobuf"], exclude: ["Protos"], swiftSettings: settings),
        .target(name: "CTestContracts", dependencies: ["CProtobuf"], path: "Tests/CTestContracts"),
        .target(
            name: "TestContracts",
            dependencies: ["CTestContracts", "KAAWire"],
            path: "Tests/TestContracts",
            exclude: ["Protos"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "KAAWireTests",
            dependencies: ["KAAWire", "TestContracts"],
            swiftSettings: settings
        ),
    ]
)
