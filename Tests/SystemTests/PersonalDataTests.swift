import Foundation
import KAAKernelContract
import KAARPC
import KAAWire
import OutreachContract
import Testing

@Suite(.timeLimit(.minutes(10)))
struct PersonalDataTests {
    @Test func writesNoPersonnummerIntoLogsErrorsOrFileNames() async throws {
        try await Installation.temporary(settings: ["log:", "  level: trace"]) { kaad in
            let city = try SampleCity(population: 600)
            try city.write(firstNights: 2, to: kaad.inbox)
            let trace = try PersonalTrace(feedsIn: kaad.inbox)
            try #require(!trace.isEmpty)
            let person = try Self.personnummer(in: kaad.inbox)
            #expect(trace.lines(in: "seen: \(person)") != [], "The search finds what it looks for.")
            #expect(trace.lines(in: "seen: \(person.dropFirst(2).prefix(6))-\(person.suffix(4))") != [])
            try Data(person.utf8).write(to: kaad.inbox.appending(path: "note on \(person).txt"))

            let night = city.nights[1]
            let outcome = try await kaad.serving { server in
                let token = try await kaad.token("kaa-coordinator", "register-coordinator")
                let errors = try await Self.failures(of: server, token, concerning: person, night)
                #expect(errors.count == 8)
                for error in errors { #expect(trace.lines(in: error) == []) }
                let nightly = try await server.output(
                    "nightly",
                    "--inbox",
                    kaad.inbox.path,
                    "--as-of",
                    night,
                    "--format",
                    "json",
                    token: token
                )
                #expect(trace.lines(in: nightly) == [])
                let spoilt = kaad.inbox.appending(path: "meriter-\(night).csv")
                try Data("personnummer,merit,\(person)\r\n".utf8).write(to: spoilt)
                let refused = try await server.run(
                    "nightly",
                    "--inbox",
                    kaad.inbox.path,
                    "--as-of",
                    night,
                    token: token
                )
                expectRefusal(refused, saying: "COLUMN_UNKNOWN")
                #expect(trace.lines(in: refused.errors) == [])
                let list = try await server.output("register", "list", "--as-of", night, token: token)
                #expect(trace.lines(in: list) != [], "The register does hold them.")
            }.outcome
            #expect(outcome.errors.contains("A call failed"))
            #expect(trace.lines(in: outcome.errors) == [])
            #expect(try trace.paths(below: kaad.data) == [])
        }
    }

    /// The texts of errors of calls that carry a personnummer where it may and where it must not stand.
    private static func failures(
        of server: ServedKaad,
        _ token: String,
        concerning person: String,
        _ night: String
    ) async throws -> [String] {
        try await server.withChannel(token) { channel in
            let outreach = Kaa.Outreach.V1.OutreachService.Client(channel)
            let register = Kaa.Outreach.V1.RegisterService.Client(channel)
            let feeds = Kaa.Outreach.V1.FeedService.Client(channel)
            let batch = try await feeds.createFeedBatch(.init()).feedBatchID
            let calls: [() async throws -> Void] = [
                { _ = try await register.explainCoverage(.init(personnummer: person, asOf: night)) },
                { _ = try await register.explainCoverage(.init(personnummer: "\(person)1", asOf: night)) },
                { _ = try await register.explainCoverage(.init(personnummer: person, asOf: person)) },
                { _ = try await outreach.getYoungPerson(.init(youngPersonID: person)) },
                { _ = try await outreach.listContactQueue(.init(pageToken: person)) },
                { _ = try await feeds.uploadFeedChunk(.init(feedBatchID: batch, fileName: "meriter-\(person).csv")) },
                { _ = try await feeds.startNightlyRun(.init(source: .feedBatchID(person))) },
                { _ = try await feeds.startNightlyRun(.init(source: .localDirectory("/\(person)"))) },
            ]
            var errors: [String] = []
            for call in calls {
                do {
                    try await call()
                } catch let error as RPCError {
                    errors.append("\(error) \(error.details.map { String(decoding: $0.value, as: UTF8.self) })")
                }
            }
            return errors
        }
    }

    private static func personnummer(in inbox: URL) throws -> String {
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: inbox.path).sorted().first { $0.hasPrefix("folkbok") }
        )
        let text = try String(contentsOf: inbox.appending(path: name), encoding: .utf8)
        return String(try #require(text.firstMatch(of: #/\b20\d{10}\b/#)).output)
    }
}
