import ArgumentParser
import Foundation
import KAATransparency
import LedgerTrials
import SeededRandomness

/// `ledger-trials fill`: makes a log of a given size.
struct Fill: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Makes a log of random leaves, without waiting for the disk after each group."
    )

    @Argument(help: "The folder of the log; the key is DIR.key, its public half DIR.pub.")
    var directory: String

    @Option(help: "How many leaves.")
    var count = 10_000_000

    @Option(help: "How many bytes a leaf has.")
    var size = 200

    func run() async throws {
        let key = try LedgerKey(at: self.directory + ".key")
        try Data(key.publicKey.pemRepresentation.utf8).write(to: URL(filePath: self.directory + ".pub"))
        var configuration = LedgerConfiguration(origin: LogModel.origin) { Date() }
        configuration.waitsForDisk = false
        let ledger = try Ledger(opening: self.directory, configuration: configuration, key: key)
        var generator = SplitMix(seed: 1)
        let noise = generator.bytes(1 << 16)
        var made = 0
        while made < self.count {
            let leaves = (0..<min(4096, self.count - made)).map { number in
                let start = Int.random(in: 0...(noise.count - self.size), using: &generator)
                return Array(noise[start..<(start + self.size)])
            }
            _ = try await ledger.append(contentsOf: leaves)
            made += leaves.count
        }
        try await ledger.close()
        print("\(ledger.size) leaves")
    }
}
