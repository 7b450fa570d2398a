import Foundation
import KAARPC
import Testing

/// A kaad that has said that it is ready.
struct ServedKaad: Sendable {
    /// Where it listens.
    let address: RPCAddress
    /// Where it shows metrics, if it does.
    let metrics: RPCAddress?
    /// The program.
    let process: ChildProcess
    /// Its data directory and settings.
    let installation: Installation

    /// Waits for the line that says that the server is ready.
    init(_ process: ChildProcess, _ installation: Installation) async throws {
        var metrics: RPCAddress?
        for await line in process.errorLines {
            if let record = try? LogRecord(line), record["message"] == "Metrics are shown" {
                metrics = try Self.address(in: record)
            }
            guard let record = LogRecord(ready: line) else { continue }
            self.address = try Self.address(in: record)
            self.metrics = metrics
            self.process = process
            self.installation = installation
            return
        }
        let outcome = try await process.outcome()
        throw NotReady(description: "kaad serve ended with \(outcome.exitCode): \(outcome.errors)")
    }

    private static func address(in record: LogRecord) throws -> RPCAddress {
        let parts = try #require(record["address"]).split(separator: ":")
        try #require(parts.count == 2)
        return RPCAddress(host: String(parts[0]), port: try #require(Int(parts[1])))
    }

    /// Lends a channel, on which every call carries `token` if there is one.
    func withChannel<Result>(
        _ token: String? = nil,
        tls: ClientTLS? = nil,
        _ body: (any RPCChannel) async throws -> Result
    ) async throws -> Result {
        let channel = try HTTP2Channel(target: self.address, configuration: .init(tls: tls))
        defer { channel.close() }
        return try await body(TokenChannel(channel, token))
    }

    /// Runs a command against the server to its end.
    func run(_ arguments: String..., token: String) async throws -> ChildProcess.Outcome {
        try await self.installation.kaad(arguments + ["--server", "\(self.address)"], token: token)
    }

    /// The standard output of a command against the server that must succeed.
    func output(
        _ arguments: String...,
        token: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> String {
        let outcome = try await self.installation.kaad(arguments + ["--server", "\(self.address)"], token: token)
        try #require(outcome.exitCode == 0, "\(outcome.errors)", sourceLocation: sourceLocation)
        return outcome.output
    }
}

extension ServedKaad {
    /// The error of a server that ended before it was ready.
    struct NotReady: Error, CustomStringConvertible {
        let description: String
    }
}
