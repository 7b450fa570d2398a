import ArgumentParser
import Foundation
import KAAKernelContract
import KAATransparency
import KAAWire

/// `kaad audit prove`: the proof that one entry is in a log.
struct AuditProve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Prints the proof that an entry is in a log.",
        discussion: "Who has the proof and the log's public key needs no log: 'kaad audit verify --proof FILE'."
    )

    @Argument(help: "The entry's index in the log, counted from 0, or its identifier.")
    var entry: String

    @Option(help: ArgumentHelp("The folder of the log, or of a copy.", valueName: "dir"))
    var log: String

    func run() async throws {
        let archive = try ReadingProgress.shown("reading the log") { try LedgerArchive(self.log, progress: $0) }
        Terminal.write(try archive.proof(of: try self.index(in: archive)).text, to: .standardOutput)
    }

    private func index(in archive: LedgerArchive) throws -> UInt64 {
        if let index = UInt64(self.entry) { return index }
        guard let identifier = UUID(uuidString: self.entry)?.uuidString.lowercased() else {
            throw CommandFailure("'\(self.entry)' is neither the index of an entry nor its identifier.")
        }
        let index = try archive.firstIndex { leaf in
            (try? Kaa.Kernel.V1.AuditRecord(decoding: leaf))?.auditRecordID == identifier
        }
        guard let index else { throw CommandFailure("The log has no entry \(identifier).") }
        return index
    }
}
