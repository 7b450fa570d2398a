import ArgumentParser
import Foundation
import KAATransparency

/// `kaad audit prove`: the proof that one entry is in a log.
struct AuditProve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Prints the proof that an entry is in a log.",
        discussion: "Who has the proof and the log's public key needs no log: 'kaad audit verify --proof FILE'."
    )

    @Argument(help: "The entry's index in the log, counted from 0.")
    var entry: UInt64

    @Option(help: ArgumentHelp("The folder of the log, or of a copy.", valueName: "dir"))
    var log: String

    func run() async throws {
        let archive = try ReadingProgress.shown("reading the log") { try LedgerArchive(self.log, progress: $0) }
        Terminal.write(try archive.proof(of: self.entry).text, to: .standardOutput)
    }
}
