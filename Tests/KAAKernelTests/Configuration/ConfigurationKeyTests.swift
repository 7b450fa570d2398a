import Testing

@testable import KAAKernel

struct ConfigurationKeyTests {
    @Test(arguments: [
        ("server.port", "KAAD_SERVER_PORT"),
        ("identity.clockSkewSeconds", "KAAD_IDENTITY_CLOCK_SKEW_SECONDS"),
        ("dataDirectory", "KAAD_DATA_DIRECTORY"),
        ("modules.<name>.enabled", "KAAD_MODULES_<NAME>_ENABLED"),
    ])
    func hasAnEnvironmentVariable(name: String, variable: String) throws {
        let key = try #require(ConfigurationKey.all.first { $0.name == name })
        #expect(key.environmentVariable == variable)
    }

    @Test func isOverriddenByThatVariable() async throws {
        let values = [
            "KAAD_SERVER_HOST": "::1", "KAAD_SERVER_LIMITS_MAXIMUM_MESSAGE_BYTES": "2048",
            "KAAD_NIGHTLY_MAXIMUM_SHRINKAGE": "0.5", "KAAD_CALENDAR_SPRING_TERM_END": "06-15",
            "KAAD_MODULES_OUTREACH_ENABLED": "false",
        ]
        let configuration = try await KernelConfiguration(path: nil, environment: values, modules: ["outreach"])

        #expect(configuration.server.host == "::1")
        #expect(configuration.server.limits.maximumMessageBytes == 2_048)
        #expect(configuration.nightly.maximumShrinkage == 0.5)
        #expect(configuration.springTermEnd.month == 6 && configuration.springTermEnd.day == 15)
        #expect(configuration.disabledModules == ["outreach"])
    }

    @Test func isDocumentedAndNamedOnce() {
        let keys = ConfigurationKey.all
        #expect(Set(keys.map(\.name)).count == keys.count)
        #expect(Set(keys.map(\.environmentVariable)).count == keys.count)
        #expect(keys.allSatisfy { $0.documentation.hasSuffix(".") && $0.documentation.count > 20 })
    }

    @Test(arguments: [("port", "prot", 2), ("", "abc", 3), ("same", "SAME", 0), ("kitten", "sitting", 3)])
    func measuresHowFarNamesAreApart(left: String, right: String, distance: Int) {
        #expect(EditDistance.between(left, right) == distance)
        #expect(EditDistance.between(right, left) == distance)
    }
}
