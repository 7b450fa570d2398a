import ArgumentParser
import Foundation
import KAAKernel
import KAATransparency

/// `kaad audit verify`: whether a log, or a proof from one, is what was signed.
struct AuditVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Proves, from its files and public key alone, that a log is whole.",
        discussion: """
            Every leaf is read and compared with every checkpoint, and with what witnesses keep. The first fault ends the \
            command with one line that names its place, and with exit code 1. Needs no server, no configuration and no \
            private key.
            """
    )

    @Option(help: ArgumentHelp("The folder of the log, or of a copy.", valueName: "dir"))
    var log: String?

    @Option(help: ArgumentHelp("A proof that 'kaad audit prove' printed, instead of a log.", valueName: "file"))
    var proof: String?

    @Option(help: ArgumentHelp("The log's public key (PEM).", valueName: "file"))
    var key: String

    @Option(help: ArgumentHelp("Checkpoints that a witness keeps; may be given many times.", valueName: "file"))
    var witness: [String] = []

    @Option(help: ArgumentHelp("The index of the log, to compare with it while no kaad runs.", valueName: "file"))
    var index: String?

    @Flag(help: "The log is being written: entries of its last second need no checkpoint yet.")
    var running = false

    func validate() throws {
        guard (self.log == nil) != (self.proof == nil) else {
            throw ValidationError("Give one of --log DIR and --proof FILE.")
        }
        guard self.proof == nil || (self.witness.isEmpty && !self.running && self.index == nil) else {
            throw ValidationError("--witness, --index and --running go with --log.")
        }
        guard self.index == nil || !self.running else { throw ValidationError("Give one of --index and --running.") }
    }

    func run() async throws {
        let key = try LedgerPublicKey(at: self.key)
        if let proof = self.proof {
            try Self.verify(proof: proof, key)
        } else if let log = self.log {
            try self.verify(log: log, key)
            if let index = self.index { try await Self.verify(index: index, of: log) }
        }
    }

    /// After the log, so that what the index is compared with is what was signed.
    private static func verify(index: String, of log: String) async throws {
        guard FileManager.default.fileExists(atPath: index) else {
            throw CommandFailure("There is no index '\(index)'.")
        }
        let start = ContinuousClock.now
        let archive = try ReadingProgress.shown("reading the log again") { try LedgerArchive(log, progress: $0) }
        let count = try await AuditIndexVerifier.verify(index, of: archive)
        let duration = ContinuousClock.now - start
        let seconds = duration.formatted(.units(allowed: [.seconds], fractionalPart: .show(length: 1)))
        Terminal.line("The index says what the log says: \(count) entries, compared in \(seconds).")
    }

    private func verify(log: String, _ key: LedgerPublicKey) throws {
        let witnesses = try self.witness.map { path in
            let witness = try WitnessFile(at: path)
            guard !witness.notes.isEmpty else { throw CommandFailure("The witness file '\(path)' has no checkpoint.") }
            return witness
        }
        let verifier = LedgerVerifier(directory: log, key: key, witnesses: witnesses, isRunning: self.running)
        let verdict = try ReadingProgress.shown("reading the log") { try verifier.verify(progress: $0) }
        let latest = verdict.latestCheckpoint.checkpoint
        Terminal.line("The log \(latest.origin) is whole.")
        Terminal.line("entries: \(latest.size), signed at \(latest.timeText)")
        Terminal.line("root: \(latest.root)")
        Terminal.line("checkpoints: \(verdict.checkpointCount)")
        Terminal.line("checkpoints of witnesses: \(verdict.witnessedCount)")
        if verdict.unsignedCount > 0 { Terminal.line("entries not signed yet: \(verdict.unsignedCount)") }
    }

    private static func verify(proof path: String, _ key: LedgerPublicKey) throws {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw CommandFailure("The proof '\(path)' cannot be read.")
        }
        guard let proof = LedgerProof(text: text) else { throw CommandFailure("The file '\(path)' is no proof.") }
        guard proof.note.isSigned(with: key) else {
            throw CommandFailure("The checkpoint of the proof isn't signed with this key.")
        }
        guard proof.holds(for: key) else { throw CommandFailure("The proof doesn't hold: the entry isn't in the log.") }
        let checkpoint = proof.note.checkpoint
        Terminal.line("Entry \(proof.inclusion.index) is in the log \(checkpoint.origin).")
        Terminal.line("entries: \(checkpoint.size), signed at \(checkpoint.timeText)")
        Terminal.line("leaf: \(proof.leaf.count) bytes, hash \(MerkleHash(leaf: proof.leaf))")
    }
}
