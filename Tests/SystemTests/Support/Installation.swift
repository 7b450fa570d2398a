import Foundation
import KAARPC
import Testing

/// A kaad of the test's own: a data directory, settings and an inbox, in a temporary folder.
struct Installation: Sendable {
    /// The folder that holds all of it.
    let folder: URL

    /// The data directory, which the first command makes.
    var data: URL { self.folder.appending(path: "data") }

    /// The folder with the feed files.
    var inbox: URL { self.folder.appending(path: "inbox") }

    private var config: URL { self.folder.appending(path: "kaad.yaml") }

    /// Lends an installation and removes it.
    ///
    /// - Parameters:
    ///   - server: Lines of settings below `server`, indented by two spaces or more.
    ///   - settings: Lines of other settings.
    ///   - body: Uses it.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    @discardableResult
    static func temporary<Result>(
        server: [String] = [],
        settings: [String] = [],
        _ body: (Installation) async throws -> Result
    ) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kaad-\(UUID().uuidString)")
        let installation = Installation(folder: folder)
        try FileManager.default.createDirectory(at: installation.inbox, withIntermediateDirectories: true)
        defer {
            // What is left behind is in a folder that the system empties.
            try? FileManager.default.removeItem(at: folder)
        }
        let lines = ["dataDirectory: \(installation.data.path)"] + settings + ["server:", "  port: 0"] + server
        try Data(lines.map { "\($0)\n" }.joined().utf8).write(to: installation.config)
        return try await body(installation)
    }

    /// Runs a command to its end.
    func kaad(_ arguments: [String], token: String? = nil) async throws -> ChildProcess.Outcome {
        try await self.start(arguments, token: token).outcome()
    }

    /// Runs a command on the data directory to its end.
    func onData(_ arguments: String...) async throws -> ChildProcess.Outcome {
        try await self.kaad(arguments + ["--data", self.data.path])
    }

    /// The standard output of a command on the data directory that must succeed.
    func outputOnData(
        _ arguments: String...,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> String {
        let outcome = try await self.kaad(arguments + ["--data", self.data.path])
        try #require(outcome.exitCode == 0, "\(outcome.errors)", sourceLocation: sourceLocation)
        return outcome.output
    }

    /// A token as the command prints it.
    func token(_ roles: String..., board: String = "AMN") async throws -> String {
        let roles = roles.flatMap { ["--role", $0] }
        let outcome = try await self.kaad(
            ["token", "--data", self.data.path, "--subject", "tester", "--board", board] + roles
        )
        try #require(outcome.exitCode == 0, "\(outcome.errors)")
        return try #require(outcome.outputLines.first)
    }

    /// Starts a command.
    func start(_ arguments: [String], token: String? = nil) throws -> ChildProcess {
        try ChildProcess(
            try ProjectFiles.kaad(),
            arguments,
            environment: token.map { ["KAAD_TOKEN": $0] } ?? [:]
        )
    }

    /// Serves while `body` runs, and then ends the server as an operator does.
    ///
    /// - Returns: What the server wrote and how it ended, besides what `body` returns.
    @discardableResult
    func serving<Result>(
        _ body: (ServedKaad) async throws -> Result
    ) async throws -> (result: Result, outcome: ChildProcess.Outcome) {
        let process = try self.start(["serve", "--config", self.config.path])
        do {
            let result = try await body(try await ServedKaad(process, self))
            process.send(SIGTERM)
            return (result, try await process.outcome())
        } catch {
            process.send(SIGKILL)
            throw error
        }
    }
}
