import ArgumentParser
import Foundation
import KAATransparency
import LedgerTrials

/// `ledger-trials appends`: measures durable appends.
struct Appends: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Appends leaves, each waited for until the disk has it, and prints how many a second."
    )

    @Option(help: "How many wait at a time.")
    var waiters = 256

    @Option(help: "How many leaves in all.")
    var count = 1_000_000

    @Option(help: "How many bytes a leaf has.")
    var size = 200

    @Option(help: "Where the log is made; it is removed afterwards.")
    var folder: String?

    func run() async throws {
        let base = self.folder.map { URL(filePath: $0) } ?? FileManager.default.temporaryDirectory
        let directory = base.appending(path: "appends-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        let configuration = LedgerConfiguration(origin: LogModel.origin) { Date() }
        let key = try LedgerKey(at: directory.path + ".key")
        defer { try? FileManager.default.removeItem(atPath: directory.path + ".key") }
        let ledger = try Ledger(opening: directory.path, configuration: configuration, key: key)
        let each = self.count / self.waiters
        let leaf = [UInt8](repeating: 7, count: self.size)
        let clock = ContinuousClock()
        let elapsed = try await clock.measure {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<self.waiters {
                    group.addTask {
                        for _ in 0..<each { _ = try await ledger.append(leaf) }
                    }
                }
                try await group.waitForAll()
            }
        }
        try await ledger.close()
        let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
        let rate = Int(Double(ledger.size) / seconds)
        print("\(ledger.size) leaves by \(self.waiters) waiters in \(String(format: "%.2f", seconds)) s: \(rate)/s")
    }
}
