import Foundation
import LedgerTrials
import Testing

@Suite(.timeLimit(.minutes(5)))
struct MutationTests {
    /// `scripts/check-trust mutations` tries a hundred thousand.
    @Test func findsEveryMutation() async throws {
        try await withLogFolder { log in
            let folder = URL(filePath: log.path)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let outcome = try MutationTrial(seed: 20_061_339).run(500, in: folder)
            #expect(outcome.count == 500)
            #expect(outcome.missed.isEmpty, "\(outcome.missed)")
            #expect(Set(outcome.tried.keys) == Set(LogMutation.allCases))
            #expect(outcome.foundAlone < 500, "Some can be found with a witness's file only.")
        }
    }
}
