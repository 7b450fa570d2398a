import Foundation
import KAARPC
import KAAWire
import OutreachContract
import Testing

/// What monitoring gets of a running kaad.
@Suite(.timeLimit(.minutes(10)))
struct MetricsTests {
    private static let settings = ["metrics:", "  port: 0"]
    private static let queue = "kaa.outreach.v1.OutreachService/ListContactQueue"

    @Test func showsWhatWasCalledAndNamesNobody() async throws {
        try await Installation.temporary(settings: Self.settings) { kaad in
            try SampleFeeds().write(to: kaad.inbox)
            _ = try await kaad.nightly()
            let trace = try PersonalTrace(feedsIn: kaad.inbox)
            try #require(!trace.isEmpty)
            let person = try SampleFeeds().enrolled
            try await kaad.serving { server in
                let token = try await kaad.token("kaa-coordinator")
                try await server.withChannel(token) { channel in
                    let outreach = Kaa.Outreach.V1.OutreachService.Client(channel)
                    let entries = try await outreach.listContactQueue(.init()).entries
                    _ = try await outreach.getYoungPerson(.init(youngPersonID: entries[0].youngPersonID))
                    await #expect(throws: RPCError.self) {
                        _ = try await outreach.getYoungPerson(.init(youngPersonID: person))
                    }
                    let invented = MethodDescriptor(service: "kaa.\(person)", method: person, kind: .unary)
                    await #expect(throws: RPCError.self) {
                        let _: Google.Protobuf.`Any` = try await channel.unary(invented, Google.Protobuf.`Any`())
                    }
                }
                let page = try await server.metricsPage()
                #expect(
                    page.contains("kaa_rpc_calls_total{method=\"\(Self.queue)\",route=\"network\",code=\"OK\"} 1\n")
                )
                #expect(
                    page.contains("kaa_rpc_calls_total{method=\"other\",route=\"network\",code=\"UNIMPLEMENTED\"} 1\n")
                )
                #expect(page.contains("kaa_metrics_left_out_total 0\n"))
                #expect(trace.lines(in: page) == [])
                try Self.expectClosedLabels(page)
            }
        }
    }

    @Test func showsNothingUnlessAsked() async throws {
        try await Installation.temporary { kaad in
            try await kaad.serving { server in
                #expect(server.metrics == nil)
            }
        }
    }

    /// Expects every line to be of the format, and every label to be of a list that is closed.
    private static func expectClosedLabels(_ page: String) throws {
        let codes = Set((0...16).compactMap { RPCCode(rawValue: $0)?.description })
        let reasons = Set(ConnectionEnd.allCases.map(\.rawValue) + ConnectionRefusal.allCases.map(\.rawValue))
        for line in page.split(separator: "\n") where !line.hasPrefix("#") {
            let match = try #require(line.wholeMatch(of: #/([a-z_]+)(?:\{(.*)\})? ([0-9.e+-]+)/#), "\(line)")
            for label in (match.output.2 ?? "").matches(of: #/([a-z]+)="([^"]*)"/#) {
                let value = String(label.output.2)
                switch label.output.1 {
                case "method":
                    #expect(value == "other" || value.contains(#/^(kaa|grpc)\.[a-z.0-9]+\.[A-Za-z]+/[A-Za-z]+$/#))
                case "route": #expect(["network", "in_process"].contains(value))
                case "code": #expect(codes.contains(value))
                case "reason": #expect(reasons.contains(value))
                case "le": #expect(value == "+Inf" || Double(value) != nil)
                default: Issue.record("Nobody has said what \(label.output.1) may be.")
                }
            }
        }
    }
}
