import Foundation
import KAADemonstration
import Testing

@Suite(.timeLimit(.minutes(10)))
struct NightlyTests {
    @Test func opensWhoIsCoveredAndSaysSoInJSON() async throws {
        try await Installation.temporary { kaad in
            try SampleFeeds().write(to: kaad.inbox)
            let result = try NightlyResult(try await kaad.nightly())
            #expect(result.asOf == SampleFeeds.day)
            #expect(
                result.feeds == [
                    .init(feed: "folkbokforing", rows: 7, rejected: 0),
                    .init(feed: "elevregister", rows: 2, rejected: 0),
                    .init(feed: "meriter", rows: 1, rejected: 0),
                ]
            )
            #expect(result.covered == 3)
            #expect(result.opened == 3)
            #expect(result.closed == 0)
            #expect(result.awaitingDecision == 1)
            #expect(result.rejections == [])
        }
    }

    @Test func givesTheSameThroughADirectoryAndThroughAServer() async throws {
        let city = try SampleCity(population: 600)
        try await Installation.temporary { local in
            try await Installation.temporary { remote in
                try city.write(firstNights: 2, to: local.inbox)
                try city.write(firstNights: 2, to: remote.inbox)
                let night = city.nights[1]
                let one = try await local.nightly(night)
                let nightly = ["nightly", "--inbox", remote.inbox.path, "--as-of", night, "--format", "json"]
                let (other, _) = try await remote.serving { server in
                    let token = try await remote.token("register-coordinator")
                    return try await remote.kaad(nightly + ["--server", "\(server.address)"], token: token)
                }
                #expect(other.exitCode == 0, "\(other.errors)")
                #expect(other.output == one)
                let result = try NightlyResult(one)
                #expect(result.covered > 20)
                #expect(Set(result.rejections.map(\.file)).count > 4)
                #expect(result.rejections.count == result.feeds.reduce(0) { $0 + $1.rejected })
                #expect(try await local.numbers(on: night) == remote.numbers(on: night))
            }
        }
    }

    @Test func changesNothingWhenTheSameFilesComeAgain() async throws {
        try await Installation.temporary { kaad in
            let city = try SampleCity(population: 600)
            try city.write(firstNights: 2, to: kaad.inbox)
            let night = city.nights[1]
            let first = try NightlyResult(try await kaad.nightly(night))
            #expect(first.opened == first.covered)
            let before = try await kaad.list(night)
            let second = try NightlyResult(try await kaad.nightly(night))
            #expect(second.opened == 0)
            #expect(second.closed == 0)
            #expect(second.covered == first.covered)
            #expect(second.feeds == first.feeds)
            #expect(second.rejections == first.rejections)
            #expect(try await kaad.list(night) == before)
        }
    }

    @Test func changesNothingInADryRun() async throws {
        try await Installation.temporary { kaad in
            let feeds = try SampleFeeds()
            try feeds.write(to: kaad.inbox)
            let rehearsal = try NightlyResult(try await kaad.nightly(more: ["--dry-run"]))
            #expect(rehearsal.opened == 3)
            #expect(try await kaad.list() == "personnummer,young_person_id,since,reason,rule\n")

            let run = try NightlyResult(try await kaad.nightly())
            #expect(run == rehearsal)
            let before = try await kaad.list()

            var later = feeds
            later.rows[.folkbokforing]?.append(feeds.resident(feeds.stranger))
            try later.write(to: kaad.inbox)
            #expect(try NightlyResult(try await kaad.nightly(more: ["--dry-run"])).opened == 1)
            #expect(try await kaad.list() == before)
            #expect(try NightlyResult(try await kaad.nightly()).opened == 1)
            #expect(try await kaad.list() != before)
        }
    }

    @Test func tellsPeopleWhatCameOfIt() async throws {
        try await Installation.temporary { kaad in
            var feeds = try SampleFeeds()
            let person = feeds.enrolled
            feeds.rows[.meriter]?.append("\(person),OKÄND,2025-06-12")
            try feeds.write(to: kaad.inbox)
            let text = try await kaad.outputOnData(
                "nightly",
                "--inbox",
                kaad.inbox.path,
                "--as-of",
                SampleFeeds.day
            )
            #expect(text.contains("rejected: meriter-2025-11-20.csv line 3, column merit: CODE_UNKNOWN"))
            #expect(text.contains("2025-11-20: 3 covered, 3 opened, 0 closed, 1 awaiting a decision"))
        }
    }

    @Test func refusesAnInboxThatItCannotUse() async throws {
        try await Installation.temporary { kaad in
            let empty = try await kaad.onData("nightly", "--inbox", kaad.inbox.path, "--as-of", SampleFeeds.day)
            expectRefusal(empty, saying: "INBOX_EMPTY")
            let missing = kaad.folder.appending(path: "nowhere").path
            let outcome = try await kaad.onData("nightly", "--inbox", missing, "--as-of", SampleFeeds.day)
            expectRefusal(outcome, saying: "There is no folder")
        }
    }
}
