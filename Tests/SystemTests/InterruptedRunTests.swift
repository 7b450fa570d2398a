import Foundation
import KAAKernelContract
import KAARPC
import KAAWire
import OutreachContract
import Testing

@Suite(.timeLimit(.minutes(10)))
struct InterruptedRunTests {
    /// A moment in a run, and the signal that comes then.
    struct Interruption: Sendable, CustomTestStringConvertible {
        let signal: Int32
        let exitCode: Int32
        /// How many of the nights must be under way.
        let night: Int

        var testDescription: String { "signal \(self.signal) in night \(self.night)" }
    }

    private typealias Outreach = Kaa.Outreach.V1

    @Test(arguments: [
        Interruption(signal: SIGKILL, exitCode: 128 + SIGKILL, night: 0),
        Interruption(signal: SIGKILL, exitCode: 128 + SIGKILL, night: 6),
        Interruption(signal: SIGTERM, exitCode: 0, night: 3),
    ])
    func leavesTheRegisterAsItWasBeforeTheRun(interruption: Interruption) async throws {
        try await Installation.temporary { kaad in
            let city = try SampleCity(population: 1_500)
            try city.write(firstNights: 1, to: kaad.inbox)
            let first = city.nights[0]
            let last = try #require(city.nights.last)
            _ = try await kaad.nightly(first)
            let persons = try await kaad.numbers(on: first)
            try #require(persons.count > 20)
            let before = try await Self.content(of: kaad, [first, last], persons)
            try city.write(to: kaad.inbox)

            let run = try await Self.interrupt(kaad, city, interruption)

            #expect(try await Self.content(of: kaad, [first, last], persons, after: run) == before)
            let again = try NightlyResult(try await kaad.nightly(last, more: Self.acceptingEverything))
            #expect(again.feeds.count == city.nights.count * 4)
            let after = try await Self.content(of: kaad, [first, last], persons)
            #expect(after.lists[1] != before.lists[1], "The run would have changed the list.")
            #expect(after.explanations != before.explanations, "The run would have changed the facts.")
        }
    }

    /// What the register tells on some days: the lists, byte by byte, and why some persons stand in them or do not.
    private struct Content: Equatable {
        var lists: [String] = []
        var explanations: [Outreach.ExplainCoverageResponse] = []
    }

    private static func content(
        of kaad: Installation,
        _ days: [String],
        _ persons: [Substring],
        after run: String? = nil
    ) async throws -> Content {
        let (content, outcome) = try await kaad.serving { server in
            let token = try await kaad.token("register-coordinator")
            var content = Content()
            try await server.withChannel(token) { channel in
                if let run {
                    let found = try await Self.end(of: run, Outreach.FeedService.Client(channel))
                    #expect(found.state == .failed)
                    #expect(found.report == nil)
                }
                for person in persons {
                    content.explanations.append(
                        try await Outreach.RegisterService.Client(channel)
                            .explainCoverage(.init(personnummer: String(person), asOf: days[days.count - 1]))
                    )
                }
            }
            for day in days {
                content.lists.append(
                    try await server.output("register", "list", "--as-of", day, "--format", "csv", token: token)
                )
            }
            return content
        }
        #expect(outcome.exitCode == 0)
        return content
    }

    private static let acceptingEverything = ["folkbokforing", "elevregister", "meriter"].flatMap {
        ["--accept-shrunken", $0]
    }

    /// Starts a run of all nights and sends the signal once the run has come far enough.
    ///
    /// - Returns: The run.
    private static func interrupt(
        _ kaad: Installation,
        _ city: SampleCity,
        _ interruption: Interruption
    ) async throws -> String {
        let (run, outcome) = try await kaad.serving { server in
            let token = try await kaad.token("register-coordinator")
            return try await server.withChannel(token) { channel in
                let feeds = Outreach.FeedService.Client(channel)
                let batch = try await Self.upload(kaad.inbox, to: feeds)
                let started = try await feeds.startNightlyRun(
                    .init(
                        asOf: try #require(city.nights.last),
                        acceptedShrunkenFeeds: ["folkbokforing", "elevregister", "meriter"],
                        source: .feedBatchID(batch)
                    )
                )
                let run = try #require(started.nightlyRun?.nightlyRunID)
                var hasComeFarEnough = false
                while !hasComeFarEnough {
                    let state = try #require(try await feeds.getNightlyRun(.init(nightlyRunID: run)).nightlyRun)
                    try #require([.queued, .running].contains(state.state), "The run ended too early: \(state)")
                    hasComeFarEnough = city.nights[interruption.night...].contains { state.phase.contains($0) }
                }
                server.process.send(interruption.signal)
                return run
            }
        }
        #expect(outcome.exitCode == interruption.exitCode, "\(outcome.errors)")
        return run
    }

    /// A run that was interrupted, once the server says so: it may be ready a moment before.
    private static func end(
        of run: String,
        _ feeds: Outreach.FeedService.Client
    ) async throws -> Outreach.NightlyRun {
        while true {
            let found = try #require(try await feeds.getNightlyRun(.init(nightlyRunID: run)).nightlyRun)
            guard found.state == .running else { return found }
        }
    }

    private static func upload(_ inbox: URL, to feeds: Outreach.FeedService.Client) async throws -> String {
        let batch = try await feeds.createFeedBatch(.init()).feedBatchID
        for name in try FileManager.default.contentsOfDirectory(atPath: inbox.path) {
            let content = try Data(contentsOf: inbox.appending(path: name))
            _ = try await feeds.uploadFeedChunk(
                .init(feedBatchID: batch, fileName: name, content: [UInt8](content))
            )
        }
        return batch
    }
}
