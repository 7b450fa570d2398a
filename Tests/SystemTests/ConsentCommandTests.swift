import Foundation
import Testing

@Suite(.timeLimit(.minutes(10)))
struct ConsentCommandTests {
    @Test func recordsListsAndRevokes() async throws {
        try await Installation.temporary { kaad in
            let feeds = try SampleFeeds()
            try feeds.write(to: kaad.inbox)
            _ = try await kaad.nightly()
            let row = try #require(try await kaad.list().split(separator: "\n").dropFirst().first)
            let person = String(row.split(separator: ",")[1])
            // Valid from today on the machine's clock, whatever day that is.
            let until = Date.now.addingTimeInterval(30 * 86_400).formatted(.iso8601.year().month().day())
            let terms = [
                "--giver", "young-person", "--form", "written", "--from", "AMN", "--to", "UTBN", "--valid-until",
                until,
            ]
            try await kaad.serving { server in
                let token = try await kaad.token("kaa-coordinator")
                func run(_ arguments: [String]) async throws -> String {
                    let command = ["consent"] + arguments + ["--server", "\(server.address)"]
                    return try await kaad.kaad(command, token: token).output
                }
                let consent = try await run(["record", person, "--class", "occupation"] + terms).trimmingCharacters(
                    in: .whitespacesAndNewlines
                )
                #expect(UUID(uuidString: consent) != nil)
                let listed = try await run(["list", person])
                #expect(listed.contains(consent) && listed.contains("OCCUPATION"))
                #expect(try await run(["revoke", consent]) == "revoked\n")
                #expect(try await run(["list", person]).contains("by AMN"))
            }
            let onData = ["--class", "social", "--data", kaad.data.path]
            let forbidden = try await kaad.kaad(["consent", "record", person] + terms + onData)
            expectRefusal(forbidden, saying: "2006:39")
        }
    }
}
