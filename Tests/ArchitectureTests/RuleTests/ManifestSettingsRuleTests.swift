import Testing

struct ManifestSettingsRuleTests {
    private static let features = [
        "ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility", "NonisolatedNonsendingByDefault",
        "InferIsolatedConformances", "ImmutableWeakCaptures",
    ]
    private static let strictness = ".strictMemorySafety(),\n.treatAllWarnings(as: .error),\n"

    private let rule = ManifestSettingsRule()

    @Test(arguments: features)
    func findsAFeatureThatIsOff(feature: String) {
        let violations = self.rule.violations(in: Self.tree(features: Self.features.filter { $0 != feature }))
        #expect(violations.count == 1)
        #expect(violations.first?.message.contains(feature) == true)
    }

    @Test func findsAMisspeltFeatureInAnyPackage() {
        let tree = SourceTree([
            "Tools/x/Package.swift": Self.manifest(features: ["NonIsolatedNonSendingByDefault"], strictness: "")
        ])
        #expect(self.rule.violations(in: tree).count == 1)
    }

    @Test func findsThatStrictnessIsOff() {
        #expect(self.rule.violations(in: Self.tree(features: Self.features, strictness: "")).count == 2)
    }

    @Test func findsATargetWithoutTheSettings() {
        let targets = """
            .target(name: "CProtobuf", path: "c"),
            .target(name: "KAAWire", dependencies: [.target(name: "CProtobuf")], swiftSettings: settings),
            .testTarget(name: "KAAWireTests", dependencies: ["KAAWire"]),
            """
        let violations = self.rule.violations(in: Self.tree(features: Self.features, targets: targets))
        #expect(violations.count == 1)
        #expect(violations.first?.message.contains("KAAWireTests") == true)
    }

    @Test func allowsTheSharedSettings() {
        #expect(self.rule.violations(in: Self.tree(features: Self.features)).isEmpty)
    }

    private static func tree(features: [String], strictness: String = strictness, targets: String = "") -> SourceTree {
        SourceTree(["Package.swift": Self.manifest(features: features, strictness: strictness) + targets])
    }

    private static func manifest(features: [String], strictness: String) -> String {
        features.map { ".enableUpcomingFeature(\"\($0)\"),\n" }.joined() + strictness
    }
}
