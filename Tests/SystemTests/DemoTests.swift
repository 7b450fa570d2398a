import Foundation
import Testing

@Suite(.timeLimit(.minutes(10)))
struct DemoTests {
    @Test func showsTheSameFunnelForTheSameSeed() async throws {
        try await Installation.temporary { kaad in
            let first = try await Self.funnel(kaad, seed: 3)
            #expect(first.contains { $0.hasPrefix("2025-07-01 to 2025-12-18") }, "\(first)")
            #expect(first.contains { $0.hasPrefix("district") && $0.contains("reached") })
            let total = try #require(first.first { $0.hasPrefix("total") }).split(separator: " ").compactMap { Int($0) }
            try #require(total.count == 5)
            #expect(total[0] > 0)
            #expect(total[0] >= total[1] && total[1] >= total[2] && total[2] > 0, "A funnel narrows: \(total)")
            #expect(total[3] > 0)
            #expect(first.contains { $0.hasPrefix("reached by: ") })

            #expect(try await Self.funnel(kaad, seed: 3) == first)
        }
    }

    @Test func removesNothingButADemonstration() async throws {
        try await Installation.temporary { kaad in
            let outcome = try await kaad.kaad(["demo", "--no-serve", "--population", "50", "--data", kaad.folder.path])
            expectRefusal(outcome, saying: "holds something else than a demonstration")
            #expect(FileManager.default.fileExists(atPath: kaad.inbox.path))
        }
    }

    /// What the demonstration prints.
    private static func funnel(_ kaad: Installation, seed: Int) async throws -> [String] {
        let folder = kaad.folder.appending(path: "demonstration").path
        let outcome = try await kaad.kaad(
            ["demo", "--no-serve", "--population", "800", "--seed", "\(seed)", "--data", folder]
        )
        try #require(outcome.exitCode == 0, "\(outcome.errors)")
        return outcome.outputLines
    }
}
