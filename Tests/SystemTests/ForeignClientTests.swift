import Foundation
import KAAWire
import Testing

@Suite(.timeLimit(.minutes(10)))
struct ForeignClientTests {
    /// What the client in Python prints.
    private struct Findings: Decodable {
        var services: [String]
        var pages: Int
        var total: Int
        var persons: [String]
        var recorded: String
        var readBack: [String]
        var state: String
    }

    @Test func letsPythonWorkThroughTheQueueByReflectionAlone() async throws {
        let python = try ProjectFiles.tool("python")
        try await Installation.temporary { kaad in
            let city = try SampleCity(population: 600)
            try city.write(firstNights: 1, to: kaad.inbox)
            let night = city.nights[0]
            let covered = try NightlyResult(try await kaad.nightly(night)).covered
            try await kaad.serving { server in
                let token = try await kaad.token("kaa-coordinator")
                let outcome = try await ChildProcess(
                    python,
                    [ProjectFiles.client("contact_queue.py").path, "\(server.address)"],
                    environment: ["KAAD_TOKEN": token]
                ).outcome()
                try #require(outcome.exitCode == 0, "\(outcome.errors)")
                let decoder = JSONDecoder()
                decoder.keyDecodingStrategy = .convertFromSnakeCase
                let findings = try decoder.decode(Findings.self, from: Data(outcome.output.utf8))
                #expect(Set(findings.services).isSuperset(of: Self.services))
                #expect(findings.pages > 1)
                #expect(findings.persons.count == findings.total)
                #expect(Set(findings.persons).count == findings.total, "Nobody stands on two pages.")
                #expect(findings.total == covered)
                #expect(findings.readBack == [findings.recorded])
                #expect(findings.state == "OUTREACH_STATE_REACHED")
            }
        }
    }

    @Test func tellsPythonWhyItIsNotLetIn() async throws {
        let python = try ProjectFiles.tool("python")
        try await Installation.temporary { kaad in
            try await kaad.serving { server in
                let outcome = try await ChildProcess(
                    python,
                    [ProjectFiles.client("contact_queue.py").path, "\(server.address)"],
                    environment: ["KAAD_TOKEN": "nobody"]
                ).outcome()
                #expect(outcome.exitCode != 0)
                #expect(outcome.errors.contains("UNAUTHENTICATED"), "\(outcome.errors)")
            }
        }
    }

    @Test func answersBufCurl() async throws {
        let buf = try ProjectFiles.tool("buf")
        try await Installation.temporary { kaad in
            try SampleFeeds().write(to: kaad.inbox)
            _ = try await kaad.nightly()
            try await kaad.serving { server in
                let token = try await kaad.token("kaa-coordinator")
                let method = "kaa.outreach.v1.OutreachService/ListContactQueue"
                let queue = try await Self.curl(buf, server, token, method)
                try #require(queue.exitCode == 0, "\(queue.errors)")
                let page = try JSONValue(parsing: Array(queue.output.utf8))
                #expect(page["totalSize"] == .number("3"))
                let described = try await Self.curl(buf, server, token, "kaa.kernel.v1.KernelService/GetServer")
                #expect(described.output.contains("kaa.outreach.v1"), "\(described.errors)")
                let refused = try await Self.curl(buf, server, "nobody", method)
                #expect(refused.exitCode != 0)
                #expect(refused.errors.contains("unauthenticated"), "\(refused.errors)")
            }
        }
    }

    @Test func carriesTheCallsOfK6() async throws {
        let k6 = try ProjectFiles.tool("k6")
        try await Installation.temporary { kaad in
            try SampleFeeds().write(to: kaad.inbox)
            _ = try await kaad.nightly()
            try await kaad.serving { server in
                let token = try await kaad.token("kaa-coordinator", "register-coordinator")
                let outcome = try await Self.load(k6, server, token)
                #expect(outcome.exitCode == 0, "\(outcome.output)\(outcome.errors)")
                let refused = try await Self.load(k6, server, "nobody")
                #expect(refused.exitCode != 0, "The thresholds must be able to fail.")
            }
        }
    }

    @Test func carriesTheCallsOfK6OverTLS() async throws {
        let k6 = try ProjectFiles.tool("k6")
        try await TLSTests.withCertificate { certificate, key in
            let settings = ["  tls:", "    certificate: \(certificate.path)", "    key: \(key.path)"]
            try await Installation.temporary(server: settings) { kaad in
                try SampleFeeds().write(to: kaad.inbox)
                _ = try await kaad.nightly()
                try await kaad.serving { server in
                    let token = try await kaad.token("kaa-coordinator", "register-coordinator")
                    let outcome = try await Self.load(k6, server, token, trusting: certificate)
                    #expect(outcome.exitCode == 0, "\(outcome.output)\(outcome.errors)")
                }
            }
        }
    }

    private static func load(
        _ k6: URL,
        _ server: ServedKaad,
        _ token: String,
        trusting certificate: URL? = nil
    ) async throws -> ChildProcess.Outcome {
        let settings =
            ["KAAD=\(server.address)", "DAY=\(SampleFeeds.day)"]
            + (certificate.map { ["CERTIFICATE=\($0.path)"] } ?? [])
        let home = server.installation.folder.appending(path: "home").path
        return try await ChildProcess(
            k6,
            ["run", "--quiet", "--no-usage-report"] + settings.flatMap { ["-e", $0] }
                + [ProjectFiles.client("contact_queue.js").path],
            environment: ["KAAD_TOKEN": token, "HOME": home]
        ).outcome()
    }

    private static let services: Set = [
        "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection",
        "kaa.guidance.v1.GuidanceService", "kaa.interventions.v1.InterventionService", "kaa.kernel.v1.AuditService",
        "kaa.kernel.v1.ConsentService", "kaa.kernel.v1.KernelService", "kaa.outreach.v1.FeedService",
        "kaa.outreach.v1.OutreachService", "kaa.outreach.v1.ProtectedPersonService", "kaa.outreach.v1.RegisterService",
        "kaa.reporting.v1.ReportingService",
    ]

    private static func curl(
        _ buf: URL,
        _ server: ServedKaad,
        _ token: String,
        _ method: String
    ) async throws -> ChildProcess.Outcome {
        let home = server.installation.folder.appending(path: "home").path
        return try await ChildProcess(
            buf,
            [
                "curl", "--protocol", "grpc", "--http2-prior-knowledge", "--header", "Authorization: Bearer \(token)",
                "--data", "{}", "http://\(server.address)/\(method)",
            ],
            environment: ["HOME": home, "BUF_CACHE_DIR": home]
        ).outcome()
    }
}
