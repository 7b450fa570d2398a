import ArgumentParser
import Foundation
import KAATransparency
import LedgerTrials

/// `ledger-trials endless`: appends until it is killed, and says what was acknowledged.
struct Endless: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Appends to a log until it is killed.",
        discussion: "Each index is printed on standard error with its leaf once the disk has it."
    )

    @Argument(help: "The folder of the log; the key is DIR.key.")
    var directory: String

    @Option(help: "What the leaves begin with.")
    var name = "leaf"

    func run() async throws {
        let key = try LedgerKey(at: self.directory + ".key")
        var configuration = LedgerConfiguration(origin: LogModel.origin) { Date() }
        configuration.segmentLeafCount = 512
        configuration.checkpointDelay = .milliseconds(20)
        let ledger = try Ledger(opening: self.directory, configuration: configuration, key: key)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for waiter in 0..<64 {
                group.addTask { [name = self.name] in
                    for number in 0... {
                        let leaf = "\(name)-\(waiter)-\(number)"
                        let index = try await ledger.append(Array(leaf.utf8))
                        try FileHandle.standardError.write(contentsOf: Data("\(index) \(leaf)\n".utf8))
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
