import Configuration
import Foundation
import Logging
import Testing

@testable import KAAKernel

struct KernelConfigurationTests {
    private func load(
        _ yaml: String? = nil,
        environment: [String: String] = [:]
    ) async throws -> KernelConfiguration {
        try await withTemporaryDirectory { directory in
            let path = directory + "/kaad.yaml"
            if let yaml {
                try Data(yaml.utf8).write(to: URL(fileURLWithPath: path))
            }
            return try await KernelConfiguration(
                path: yaml == nil ? nil : path,
                environment: environment,
                modules: ["outreach", "guidance"],
                moduleKeys: [ConfigurationKey("modules.outreach.pageSize", .integer(1...10), default: "5", "A page.")]
            )
        }
    }

    @Test(arguments: [
        ("KAAD_SERVER_PROT", "There is no environment variable 'KAAD_SERVER_PROT'. Did you mean 'KAAD_SERVER_PORT'?"),
        (
            "KAAD_MODULES_NOBODY_AT_ALL_ENABLED",
            "There is no environment variable 'KAAD_MODULES_NOBODY_AT_ALL_ENABLED'."
        ),
    ])
    func refusesAVariableThatIsNoKeys(name: String, description: String) async throws {
        let error = try await #require(throws: ConfigurationError.self) {
            _ = try await self.load(environment: [name: "1"])
        }
        #expect(error.reason == .unknownKey)
        #expect(error.description.hasPrefix(description))
    }

    @Test func leavesTheVariablesOfOthersAlone() async throws {
        let foreign = ["KAAD_TOKEN": "x", "KAAD_SERVICE_HOST": "10.0.0.1", "KAAD_PORT_8443_TCP": "y", "PATH": "z"]
        _ = try await self.load(environment: foreign)
    }

    private static let secondIssuer = "identity:\n  issuers:\n    utbn: {issuer: 'https://u.test', keys: keys.json}\n"

    @Test func readsHandlersWithTheirIssuers() async throws {
        let alone = try await self.load("protection: {handlers: 'anna, own/eva'}\n")
        #expect(alone.protection.handlers == ["anna", "eva"])
        let two = try await self.load(Self.secondIssuer + "protection: {handlers: 'own/anna utbn/anna'}\n")
        #expect(two.protection.handlers == ["anna", "utbn/anna"])
    }

    @Test(arguments: ["anna", "own/", "/anna", "son/anna", "own/anna eva"])
    func refusesHandlersOfNoKnownIssuerWhereThereAreSeveral(handlers: String) async throws {
        let error = try await #require(throws: ConfigurationError.self) {
            _ = try await self.load(Self.secondIssuer + "protection: {handlers: '\(handlers)'}\n")
        }
        #expect(error.description.contains("'protection.handlers'") && error.description.contains("own, utbn"))
    }

    @Test(arguments: ["own", "certificate", "process"])
    func refusesAnIssuerUnderANameOfOurs(name: String) async throws {
        await #expect(throws: ConfigurationError.self) {
            _ = try await self.load("identity:\n  issuers:\n    \(name): {issuer: 'https://u.test', keys: k.json}\n")
        }
    }

    @Test func letsBoardsOfTheMunicipalitySuperviseAndNobodyElse() async throws {
        #expect(try await self.load().audit.boards == [.amn, .ks])
        #expect(try await self.load("audit: {boards: UTBN}\n").audit.boards == [.utbn])
        for boards in ["EXTERNAL:AUDITORS", "AMN EXTERNAL:AUDITORS", "XYZ"] {
            await #expect(throws: ConfigurationError.self) {
                _ = try await self.load("audit: {boards: '\(boards)'}\n")
            }
        }
    }

    @Test func showsMetricsOnlyWhereTheyAreAskedFor() async throws {
        #expect(try await self.load().metrics == nil)
        let configuration = try await self.load("metrics:\n  port: 9464\n")
        #expect(configuration.metrics == MetricsConfiguration(host: "127.0.0.1", port: 9464))
    }

    @Test func setsEveryLimitOfTheServer() async throws {
        let yaml = """
            server:
              threads: 2
              limits: {maximumMetadataBytes: 2048, maximumCallSeconds: 7, writeSeconds: 8, maximumConnectionsPerAddress: 9}
              keepalive: {seconds: 11, timeoutSeconds: 12, maximumIdleSeconds: 13, maximumAgeSeconds: 14}
            """
        let server = try await self.load(yaml).server
        #expect(server.threads == 2)
        #expect(server.limits.maximumMetadataBytes == 2048)
        #expect(server.limits.maximumCallDuration == .seconds(7))
        #expect(server.limits.writeTimeout == .seconds(8))
        #expect(server.limits.maximumConnectionsPerAddress == 9)
        #expect(server.keepalive.time == .seconds(11))
        #expect(server.keepalive.timeout == .seconds(12))
        #expect(server.keepalive.maximumIdle == .seconds(13))
        #expect(server.keepalive.maximumAge == .seconds(14))
        let standard = try await self.load().server
        #expect(standard.limits.maximumCallDuration == nil)
        #expect(standard.keepalive.maximumIdle == nil && standard.keepalive.maximumAge == nil)
    }

    @Test func hasDefaultsForEverything() async throws {
        let configuration = try await self.load()

        #expect(configuration.server.port == 8443)
        #expect(configuration.server.tls == nil)
        #expect(configuration.kommun == "0180")
        #expect(configuration.nightly.maximumClosedShare == 0.1)
        #expect(configuration.nightly.maximumShrinkage == 0.2)
        #expect(configuration.springTermEnd.description == "06-30")
        #expect(configuration.disabledModules.isEmpty)
    }

    @Test func readsTheFileAndLetsTheEnvironmentWin() async throws {
        let configuration = try await self.load(
            """
            dataDirectory: /var/lib/kaad
            server:
              host: 0.0.0.0
              port: 9000
              tls:
                certificate: /etc/kaad/cert.pem
                key: /etc/kaad/key.pem
            identity:
              clockSkewSeconds: 5
            modules:
              guidance:
                enabled: false
              outreach:
                pageSize: 7
            log:
              level: debug
              format: logfmt
            """,
            environment: ["KAAD_SERVER_PORT": "9001", "KAAD_IDENTITY_CLOCK_SKEW_SECONDS": "6", "SERVER_HOST": "evil"]
        )

        #expect(configuration.dataDirectory == "/var/lib/kaad")
        #expect(configuration.server.host == "0.0.0.0")
        #expect(configuration.server.port == 9001)
        #expect(configuration.server.tls == .init(certificate: "/etc/kaad/cert.pem", key: "/etc/kaad/key.pem"))
        #expect(configuration.identity.clockSkewSeconds == 6)
        #expect(configuration.disabledModules == ["guidance"])
        #expect(configuration.moduleReader("outreach").int(forKey: "pageSize") == 7)
        #expect(configuration.logLevel == .debug)
        #expect(configuration.logFormat == .logfmt)
    }

    @Test(arguments: [
        ("server:\n  prot: 1", "'server.prot' (", "line 2).", "Did you mean 'server.port'?"),
        ("serverport: 1", "'serverport'", "line 1).", "Did you mean 'server.port'?"),
        (
            "modules:\n  outreech:\n    enabled: true", "'modules.outreech.enabled'", "line 3).",
            "'modules.outreach.enabled'?"
        ),
        ("zzzzzzzzzzzzzzz: 1", "'zzzzzzzzzzzzzzz'", "line 1).", "."),
    ])
    func refusesUnknownKeysAndSuggests(yaml: String, key: String, line: String, suggestion: String) async throws {
        let error = await #expect(throws: ConfigurationError.self) { try await self.load(yaml) }

        #expect(error?.reason == .unknownKey)
        #expect(error?.description.contains(key) == true)
        #expect(error?.description.contains(line) == true)
        #expect(error?.description.hasSuffix(suggestion) == true)
    }

    @Test(arguments: [
        ("server:\n  port: 65536", "'server.port' (or KAAD_SERVER_PORT) must be a whole number in 0–65535."),
        ("server:\n  port: secret", "must be a whole number"),
        ("nightly:\n  maximumClosedShare: 1.1", "'nightly.maximumClosedShare'"),
        ("kommun:\n  code: 18", "four digits"),
        ("calendar:\n  springTermEnd: 02-29", "MM-DD"),
        ("log:\n  level: loud", "one of trace, debug"),
        ("server:\n  tls:\n    key: a", "'server.tls.certificate'"),
        ("dataDirectory: ''", "not empty"),
        ("modules:\n  outreach:\n    enabled: perhaps", "'true' or 'false'"),
    ])
    func refusesAValueThatItsKeyDoesNotTake(yaml: String, text: String) async throws {
        let error = await #expect(throws: ConfigurationError.self) { try await self.load(yaml) }

        #expect(error?.reason == .invalidValue)
        #expect(error?.description.contains(text) == true)
        #expect(error?.description.contains("secret") == false)
    }

    @Test(arguments: ["- a", "just text", "server: [1, 2]", "a: b: c", ""])
    func refusesAFileThatIsNoMapping(yaml: String) async throws {
        let error = await #expect(throws: ConfigurationError.self) { try await self.load(yaml) }
        #expect(error?.reason == .malformedFile)
    }

    @Test func saysWhichFileItCannotRead() async throws {
        let error = await #expect(throws: ConfigurationError.self) {
            try await KernelConfiguration(path: "/nonexistent/kaad.yaml", environment: [:], modules: [])
        }
        #expect(error?.reason == .unreadableFile)
        #expect(error?.description.contains("/nonexistent/kaad.yaml") == true)
    }
}
