import Foundation
import Testing

extension Installation {
    /// How a `kaad serve` ends that is expected to refuse; killed if it serves instead.
    func refusedServer(config: URL? = nil) async throws -> ChildProcess.Outcome {
        let config = config ?? self.folder.appending(path: "kaad.yaml")
        let process = try self.start(["serve", "--config", config.path])
        for await line in process.errorLines where LogRecord(ready: line) != nil { process.send(SIGKILL) }
        return try await process.outcome()
    }

    /// How a `kaad serve` without a file ends that is expected to refuse, on a data directory of its own.
    func serve(_ environment: [String: String]) async throws -> ChildProcess.Outcome {
        let data = self.folder.appending(path: "other").path
        let process = try ChildProcess(
            try ProjectFiles.kaad(),
            ["serve"],
            environment: environment.merging(["KAAD_DATA_DIRECTORY": data]) { own, _ in own }
        )
        for await line in process.errorLines where LogRecord(ready: line) != nil { process.send(SIGKILL) }
        return try await process.outcome()
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
