import ArgumentParser
import Foundation
import LedgerTrials

/// `ledger-trials mutations`: tampers with logs at random.
struct Mutations: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tampers with logs at random and fails if one mutation isn't found."
    )

    @Option(help: "How many mutations.")
    var count = 100_000

    @Option(help: "What decides them.")
    var seed: UInt64 = 1

    func run() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "mutations-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcome = try MutationTrial(seed: self.seed).run(self.count, in: folder)
        for kind in LogMutation.allCases { print("\(kind.rawValue): \(outcome.tried[kind] ?? 0)") }
        let found = outcome.count - outcome.missed.count
        print("found: \(found) of \(outcome.count), \(outcome.foundAlone) of them without a witness's file")
        for missed in outcome.missed.prefix(20) { print("missed: \(missed)") }
        guard outcome.missed.isEmpty else { throw ExitCode.failure }
    }
}
