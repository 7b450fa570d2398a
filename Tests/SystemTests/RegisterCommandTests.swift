import Foundation
import Testing

@Suite(.timeLimit(.minutes(10)))
struct RegisterCommandTests {
    @Test func listsWhoIsCoveredInTheOrderOfThePersonnummer() async throws {
        try await Installation.temporary { kaad in
            let feeds = try SampleFeeds()
            try feeds.write(to: kaad.inbox)
            _ = try await kaad.nightly()
            let lines = try await kaad.list().split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
            #expect(lines.first == ["personnummer", "young_person_id", "since", "reason", "rule"])
            let rows = lines.dropFirst()
            #expect(rows.map { $0[0] } == [feeds.movedIn, feeds.droppedOut, feeds.neverBegan])
            #expect(rows.map { $0[2] } == ["2025-09-01", "2025-10-11", "2024-07-01"])
            #expect(rows.map { $0[3] } == ["MOVED_IN", "ENROLMENT_ENDED", "COMPULSORY_SCHOOL_ENDED"])
            #expect(Set(rows.map { $0[4] }) == ["KAA-2018-07-01"])
            #expect(Set(rows.compactMap { UUID(uuidString: $0[1]) }).count == 3)

            let earlier = try await kaad.numbers(on: "2025-08-31")
            #expect(earlier.map(String.init) == [feeds.neverBegan])
        }
    }

    @Test func listsTheSameThroughAServer() async throws {
        try await Installation.temporary { kaad in
            try SampleFeeds().write(to: kaad.inbox)
            _ = try await kaad.nightly()
            let local = try await kaad.list()
            try await kaad.serving { server in
                let token = try await kaad.token("register-coordinator")
                let list = ["register", "list", "--as-of", SampleFeeds.day, "--server", "\(server.address)"]
                #expect(try await kaad.kaad(list, token: token).output == local)
            }
        }
    }

    @Test func explainsEachDecisionByItsConditions() async throws {
        try await Installation.temporary { kaad in
            let feeds = try SampleFeeds()
            try feeds.write(to: kaad.inbox)
            _ = try await kaad.nightly()
            let expected: [(person: String, outcome: String, line: String)] = [
                (feeds.droppedOut, "2025-11-20: in", "NOT_ENROLLED +yes .*2025-10-10.*elevregister 2025-11-20"),
                (feeds.enrolled, "2025-11-20: out", "NOT_ENROLLED +no .*GY NA.*elevregister 2025-11-20"),
                (feeds.graduated, "2025-11-20: out", "NO_COMPLETED_EDUCATION +no .*meriter 2025-11-20"),
                (feeds.tooYoung, "2025-11-20: out", "COMPULSORY_SCHOOL_ENDED +no "),
            ]
            for (person, outcome, line) in expected {
                let text = try await kaad.outputOnData("register", "explain", person, "--as-of", SampleFeeds.day)
                #expect(text.hasPrefix(outcome), "\(text)")
                #expect(text.contains("rule: KAA-2018-07-01"))
                #expect(try text.contains(Regex(line)), "\(text)")
            }
            let unknown = try await kaad.onData("register", "explain", feeds.stranger, "--as-of", SampleFeeds.day)
            expectRefusal(unknown, saying: "NOT_FOUND")
            let protected = try await kaad.onData("register", "explain", feeds.protected, "--as-of", SampleFeeds.day)
            #expect(protected.errors == unknown.errors)
            let malformed = try await kaad.onData("register", "explain", "12", "--as-of", SampleFeeds.day)
            expectRefusal(malformed, saying: "personnummer")
        }
    }
}
