import Foundation
import Testing

extension Installation {
    /// A second `kaad serve` on the same data directory, which is expected to end by itself.
    func secondServer() async throws -> ChildProcess.Outcome {
        try await self.start(["serve", "--config", self.folder.appending(path: "kaad.yaml").path]).outcome()
    }

    /// What a nightly run on the data directory prints as JSON.
    func nightly(
        _ day: String = SampleFeeds.day,
        more arguments: [String] = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> String {
        let command = ["nightly", "--inbox", self.inbox.path, "--as-of", day, "--format", "json"]
        let outcome = try await self.kaad(command + arguments + ["--data", self.data.path])
        try #require(outcome.exitCode == 0, "\(outcome.errors)", sourceLocation: sourceLocation)
        return outcome.output
    }

    /// The register on a day, as `kaad register list` prints it.
    func list(_ day: String = SampleFeeds.day) async throws -> String {
        try await self.outputOnData("register", "list", "--as-of", day, "--format", "csv")
    }

    /// The numbers of those covered on a day.
    func numbers(on day: String) async throws -> [Substring] {
        try await self.list(day).split(separator: "\n").dropFirst().map { $0.prefix { $0 != "," } }
    }
}
